"""Every table, in the order in which they may be created."""

from app.models.base import DerivedTable, Table
from app.models.care import DistinctPair, InformationChange, PremisesFlag, PremisesMerge
from app.models.disclosure import Disclosure, ExportRecord
from app.models.districts import District
from app.models.enquiries import Enquiry
from app.models.kernel import IssuedNumber, NumberCounter, RowImage, Secret, Unit
from app.models.ledger import ImportBatch, ImportLine, LedgerLayout
from app.models.matters import ClockResult, Matter, MatterEvent
from app.models.papers import PrintRecord, Sheet, SheetReturn
from app.models.people import Caller, Person
from app.models.premises import Building, Community, Contact, Doubt, Premises, SeasonAccount
from app.models.qualifications import Certificate, Training
from app.models.repairs import Repair, Visit
from app.models.search import SearchKey
from app.models.station import CalendarYear, PolicyOverride, Staff, StationSettings

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
)

DERIVED: tuple[type[DerivedTable], ...] = (NumberCounter, SearchKey)

AUDITED: tuple[type[Table], ...] = tuple(table for table in TABLES if table.audited)
