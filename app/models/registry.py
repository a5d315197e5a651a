"""Every table, in the order in which they may be created."""

from app.models.base import DerivedTable, Table
from app.models.cards import CardIssue
from app.models.care import DistinctPair, InformationChange, PremisesFlag, PremisesMerge
from app.models.complaints import Complaint, TipOff
from app.models.disclosure import CaseFile, Disclosure, ExportRecord
from app.models.districts import District
from app.models.duty import (
    CallLine,
    DutyNote,
    DutyReading,
    FolderCopy,
    Handover,
    HandoverLine,
    PowerCut,
    RosterLine,
    ShiftTime,
)
from app.models.enquiries import Enquiry
from app.models.forwarding import Forwarded, OpinionLine, OpinionReport
from app.models.kernel import IssuedNumber, NumberCounter, RowImage, Secret, Unit
from app.models.ledger import ImportBatch, ImportLine, LedgerLayout
from app.models.matters import ClockResult, Matter, MatterEvent
from app.models.outages import Outage, OutageArea, OutageCall, Posting, TodaysWord
from app.models.papers import PrintRecord, Sheet, SheetReturn, SheetSignature
from app.models.people import Caller, Person
from app.models.premises import Building, Community, Contact, Doubt, Premises, SeasonAccount
from app.models.qualifications import Certificate, Training
from app.models.repairs import CallbackAnswers, Repair, Visit
from app.models.search import SearchKey
from app.models.station import CalendarYear, PolicyOverride, Staff, StationSettings
from app.models.work import Approval, Charge, Material, SupportRequest
from app.models.worklist import SavedFilter

TABLES: tuple[type[Table], ...] = (
    Unit,
    RowImage,
    IssuedNumber,
    Secret,
    StationSettings,
    Staff,
    PolicyOverride,
    CalendarYear,
    Certificate,
    Training,
    District,
    Person,
    Caller,
    Community,
    Building,
    Premises,
    Contact,
    SeasonAccount,
    Doubt,
    ImportBatch,
    ImportLine,
    LedgerLayout,
    Matter,
    MatterEvent,
    ClockResult,
    Repair,
    Visit,
    Enquiry,
    Sheet,
    PrintRecord,
    SheetReturn,
    PremisesFlag,
    PremisesMerge,
    DistinctPair,
    InformationChange,
    Disclosure,
    ExportRecord,
    SheetSignature,
    CallbackAnswers,
    Charge,
    Material,
    Approval,
    SupportRequest,
    Outage,
    OutageArea,
    OutageCall,
    Posting,
    TodaysWord,
    Forwarded,
    OpinionReport,
    OpinionLine,
    Complaint,
    TipOff,
    CardIssue,
    ShiftTime,
    RosterLine,
    DutyReading,
    DutyNote,
    Handover,
    HandoverLine,
    PowerCut,
    FolderCopy,
    CallLine,
    SavedFilter,
    CaseFile,
)

DERIVED: tuple[type[DerivedTable], ...] = (NumberCounter, SearchKey)

AUDITED: tuple[type[Table], ...] = tuple(table for table in TABLES if table.audited)
