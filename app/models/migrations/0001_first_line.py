"""The tables of the first line: kernel, station, ledger, matters, repairs, papers. Frozen: never edited once released."""

SQLITE = (
    """CREATE TABLE unit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE CHECK (length(key) <= 36),
  act TEXT NOT NULL CHECK (length(act) <= 60),
  actor_id INTEGER,
  actor_name TEXT NOT NULL CHECK (length(actor_name) <= 40),
  at INTEGER NOT NULL,
  first_seq INTEGER NOT NULL,
  last_seq INTEGER NOT NULL,
  result TEXT NOT NULL,
  prev TEXT NOT NULL CHECK (length(prev) <= 64),
  mac TEXT NOT NULL CHECK (length(mac) <= 64),
  key_id TEXT NOT NULL CHECK (length(key_id) <= 16)
) STRICT""",
    """CREATE INDEX unit_at ON unit (at)""",
    """CREATE TRIGGER unit_no_update BEFORE UPDATE ON unit BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to unit');
END""",
    """CREATE TRIGGER unit_no_delete BEFORE DELETE ON unit BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to unit');
END""",
    """CREATE TRIGGER unit_no_replace BEFORE INSERT ON unit
WHEN EXISTS (SELECT 1 FROM unit WHERE id = NEW.id OR key = NEW.key) BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to unit');
END""",
    """CREATE TABLE row_image (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  table_name TEXT NOT NULL CHECK (length(table_name) <= 60),
  row_id INTEGER NOT NULL,
  op TEXT NOT NULL CHECK (length(op) <= 1),
  image TEXT NOT NULL
) STRICT""",
    """CREATE INDEX row_image_table_name_row_id ON row_image (table_name, row_id)""",
    """CREATE TRIGGER row_image_no_update BEFORE UPDATE ON row_image BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to row_image');
END""",
    """CREATE TRIGGER row_image_no_delete BEFORE DELETE ON row_image BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to row_image');
END""",
    """CREATE TRIGGER row_image_no_replace BEFORE INSERT ON row_image
WHEN EXISTS (SELECT 1 FROM row_image WHERE id = NEW.id) BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to row_image');
END""",
    """CREATE TABLE issued_number (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  number TEXT NOT NULL UNIQUE CHECK (length(number) <= 40),
  series TEXT NOT NULL CHECK (length(series) <= 8),
  day TEXT NOT NULL CHECK (length(day) <= 8),
  value INTEGER NOT NULL
) STRICT""",
    """CREATE UNIQUE INDEX issued_number_series_day_value ON issued_number (series, day, value)""",
    """CREATE TRIGGER issued_number_no_update BEFORE UPDATE ON issued_number BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to issued_number');
END""",
    """CREATE TRIGGER issued_number_no_delete BEFORE DELETE ON issued_number BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to issued_number');
END""",
    """CREATE TRIGGER issued_number_no_replace BEFORE INSERT ON issued_number
WHEN EXISTS (SELECT 1 FROM issued_number WHERE id = NEW.id OR number = NEW.number OR series = NEW.series AND day = NEW.day AND value = NEW.value) BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to issued_number');
END""",
    """CREATE TRIGGER issued_number_image_insert AFTER INSERT ON issued_number BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('issued_number', NEW.id, 'I', json_object('id', NEW.id, 'number', NEW.number, 'series', NEW.series, 'day', NEW.day, 'value', NEW.value));
END""",
    """CREATE TRIGGER issued_number_image_update AFTER UPDATE ON issued_number BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('issued_number', NEW.id, 'U', json_object('id', NEW.id, 'number', NEW.number, 'series', NEW.series, 'day', NEW.day, 'value', NEW.value));
END""",
    """CREATE TRIGGER issued_number_image_delete AFTER DELETE ON issued_number BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('issued_number', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE secret (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  purpose TEXT NOT NULL CHECK (length(purpose) <= 16),
  key_id TEXT NOT NULL UNIQUE CHECK (length(key_id) <= 16),
  value TEXT NOT NULL CHECK (length(value) <= 64),
  made_at INTEGER NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
) STRICT""",
    """CREATE TRIGGER secret_image_insert AFTER INSERT ON secret BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('secret', NEW.id, 'I', json_object('id', NEW.id, 'purpose', NEW.purpose, 'key_id', NEW.key_id, 'made_at', NEW.made_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER secret_image_update AFTER UPDATE ON secret BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('secret', NEW.id, 'U', json_object('id', NEW.id, 'purpose', NEW.purpose, 'key_id', NEW.key_id, 'made_at', NEW.made_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER secret_image_delete AFTER DELETE ON secret BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('secret', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE station_settings (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  code TEXT NOT NULL CHECK (length(code) <= 8),
  company TEXT NOT NULL CHECK (length(company) <= 80),
  name TEXT NOT NULL CHECK (length(name) <= 80),
  repair_phone TEXT NOT NULL CHECK (length(repair_phone) <= 30),
  complaint_phone TEXT NOT NULL DEFAULT '' CHECK (length(complaint_phone) <= 30),
  season TEXT NOT NULL CHECK (length(season) <= 12),
  paper TEXT NOT NULL DEFAULT 'A5' CHECK (length(paper) <= 8) CHECK (paper IN ('A5', 'A4', '241x140')),
  company_copy INTEGER NOT NULL DEFAULT 0 CHECK (company_copy IN (0, 1)),
  qr_prefix TEXT NOT NULL DEFAULT '' CHECK (length(qr_prefix) <= 120),
  version INTEGER NOT NULL DEFAULT 1,
  CHECK (id = 1)
) STRICT""",
    """CREATE TRIGGER station_settings_image_insert AFTER INSERT ON station_settings BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('station_settings', NEW.id, 'I', json_object('id', NEW.id, 'code', NEW.code, 'company', NEW.company, 'name', NEW.name, 'repair_phone', NEW.repair_phone, 'complaint_phone', NEW.complaint_phone, 'season', NEW.season, 'paper', NEW.paper, 'company_copy', NEW.company_copy, 'qr_prefix', NEW.qr_prefix, 'version', NEW.version));
END""",
    """CREATE TRIGGER station_settings_image_update AFTER UPDATE ON station_settings BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('station_settings', NEW.id, 'U', json_object('id', NEW.id, 'code', NEW.code, 'company', NEW.company, 'name', NEW.name, 'repair_phone', NEW.repair_phone, 'complaint_phone', NEW.complaint_phone, 'season', NEW.season, 'paper', NEW.paper, 'company_copy', NEW.company_copy, 'qr_prefix', NEW.qr_prefix, 'version', NEW.version));
END""",
    """CREATE TRIGGER station_settings_image_delete AFTER DELETE ON station_settings BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('station_settings', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE staff (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL CHECK (length(name) <= 40),
  initials TEXT NOT NULL CHECK (length(initials) <= 12),
  badge TEXT NOT NULL CHECK (length(badge) <= 20),
  phone TEXT NOT NULL DEFAULT '' CHECK (length(phone) <= 30),
  pin_hash TEXT CHECK (length(pin_hash) <= 160),
  is_manager INTEGER NOT NULL DEFAULT 0 CHECK (is_manager IN (0, 1)),
  is_clerk INTEGER NOT NULL DEFAULT 0 CHECK (is_clerk IN (0, 1)),
  is_repairer INTEGER NOT NULL DEFAULT 0 CHECK (is_repairer IN (0, 1)),
  is_viewer INTEGER NOT NULL DEFAULT 0 CHECK (is_viewer IN (0, 1)),
  left_on TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT""",
    """CREATE UNIQUE INDEX staff_badge ON staff (badge)""",
    """CREATE INDEX staff_initials ON staff (initials)""",
    """CREATE TRIGGER staff_image_insert AFTER INSERT ON staff BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('staff', NEW.id, 'I', json_object('id', NEW.id, 'name', NEW.name, 'initials', NEW.initials, 'badge', NEW.badge, 'phone', NEW.phone, 'pin_hash', NEW.pin_hash, 'is_manager', NEW.is_manager, 'is_clerk', NEW.is_clerk, 'is_repairer', NEW.is_repairer, 'is_viewer', NEW.is_viewer, 'left_on', NEW.left_on, 'version', NEW.version));
END""",
    """CREATE TRIGGER staff_image_update AFTER UPDATE ON staff BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('staff', NEW.id, 'U', json_object('id', NEW.id, 'name', NEW.name, 'initials', NEW.initials, 'badge', NEW.badge, 'phone', NEW.phone, 'pin_hash', NEW.pin_hash, 'is_manager', NEW.is_manager, 'is_clerk', NEW.is_clerk, 'is_repairer', NEW.is_repairer, 'is_viewer', NEW.is_viewer, 'left_on', NEW.left_on, 'version', NEW.version));
END""",
    """CREATE TRIGGER staff_image_delete AFTER DELETE ON staff BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('staff', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE policy_override (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  policy_id TEXT NOT NULL CHECK (length(policy_id) <= 40),
  changes TEXT NOT NULL,
  valid_from INTEGER NOT NULL,
  valid_until INTEGER,
  reason TEXT NOT NULL CHECK (length(reason) <= 200),
  by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
  made_at INTEGER NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
) STRICT""",
    """CREATE INDEX policy_override_policy_id_valid_from ON policy_override (policy_id, valid_from)""",
    """CREATE INDEX policy_override_by_id ON policy_override (by_id)""",
    """CREATE TRIGGER policy_override_image_insert AFTER INSERT ON policy_override BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('policy_override', NEW.id, 'I', json_object('id', NEW.id, 'policy_id', NEW.policy_id, 'changes', NEW.changes, 'valid_from', NEW.valid_from, 'valid_until', NEW.valid_until, 'reason', NEW.reason, 'by_id', NEW.by_id, 'made_at', NEW.made_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER policy_override_image_update AFTER UPDATE ON policy_override BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('policy_override', NEW.id, 'U', json_object('id', NEW.id, 'policy_id', NEW.policy_id, 'changes', NEW.changes, 'valid_from', NEW.valid_from, 'valid_until', NEW.valid_until, 'reason', NEW.reason, 'by_id', NEW.by_id, 'made_at', NEW.made_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER policy_override_image_delete AFTER DELETE ON policy_override BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('policy_override', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE calendar_year (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  year INTEGER NOT NULL UNIQUE,
  source TEXT NOT NULL CHECK (length(source) <= 200),
  plan TEXT NOT NULL,
  loaded_at INTEGER NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
) STRICT""",
    """CREATE TRIGGER calendar_year_image_insert AFTER INSERT ON calendar_year BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('calendar_year', NEW.id, 'I', json_object('id', NEW.id, 'year', NEW.year, 'source', NEW.source, 'plan', NEW.plan, 'loaded_at', NEW.loaded_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER calendar_year_image_update AFTER UPDATE ON calendar_year BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('calendar_year', NEW.id, 'U', json_object('id', NEW.id, 'year', NEW.year, 'source', NEW.source, 'plan', NEW.plan, 'loaded_at', NEW.loaded_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER calendar_year_image_delete AFTER DELETE ON calendar_year BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('calendar_year', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE person (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT CHECK (length(name) <= 60),
  phone TEXT CHECK (length(phone) <= 30),
  phone2 TEXT CHECK (length(phone2) <= 30),
  id_cipher TEXT CHECK (length(id_cipher) <= 200),
  salt BLOB,
  name_digest TEXT CHECK (length(name_digest) <= 64),
  phone_digest TEXT CHECK (length(phone_digest) <= 64),
  phone2_digest TEXT CHECK (length(phone2_digest) <= 64),
  id_cipher_digest TEXT CHECK (length(id_cipher_digest) <= 64),
  erased_at INTEGER,
  version INTEGER NOT NULL DEFAULT 1
) STRICT""",
    """CREATE TRIGGER person_image_insert AFTER INSERT ON person BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('person', NEW.id, 'I', json_object('id', NEW.id, 'name_digest', NEW.name_digest, 'phone_digest', NEW.phone_digest, 'phone2_digest', NEW.phone2_digest, 'id_cipher_digest', NEW.id_cipher_digest, 'erased_at', NEW.erased_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER person_image_update AFTER UPDATE ON person BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('person', NEW.id, 'U', json_object('id', NEW.id, 'name_digest', NEW.name_digest, 'phone_digest', NEW.phone_digest, 'phone2_digest', NEW.phone2_digest, 'id_cipher_digest', NEW.id_cipher_digest, 'erased_at', NEW.erased_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER person_image_delete AFTER DELETE ON person BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('person', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE caller (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT CHECK (length(name) <= 60),
  phone TEXT CHECK (length(phone) <= 30),
  relation TEXT NOT NULL DEFAULT '本人' CHECK (length(relation) <= 20),
  salt BLOB,
  name_digest TEXT CHECK (length(name_digest) <= 64),
  phone_digest TEXT CHECK (length(phone_digest) <= 64),
  erased_at INTEGER,
  version INTEGER NOT NULL DEFAULT 1
) STRICT""",
    """CREATE INDEX caller_phone ON caller (phone)""",
    """CREATE TRIGGER caller_image_insert AFTER INSERT ON caller BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('caller', NEW.id, 'I', json_object('id', NEW.id, 'relation', NEW.relation, 'name_digest', NEW.name_digest, 'phone_digest', NEW.phone_digest, 'erased_at', NEW.erased_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER caller_image_update AFTER UPDATE ON caller BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('caller', NEW.id, 'U', json_object('id', NEW.id, 'relation', NEW.relation, 'name_digest', NEW.name_digest, 'phone_digest', NEW.phone_digest, 'erased_at', NEW.erased_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER caller_image_delete AFTER DELETE ON caller BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('caller', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE community (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE CHECK (length(name) <= 60),
  short_name TEXT NOT NULL CHECK (length(short_name) <= 60),
  form TEXT NOT NULL DEFAULT '楼房' CHECK (length(form) <= 8) CHECK (form IN ('楼房', '平房', '商铺', '村庄')),
  version INTEGER NOT NULL DEFAULT 1
) STRICT""",
    """CREATE TRIGGER community_image_insert AFTER INSERT ON community BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('community', NEW.id, 'I', json_object('id', NEW.id, 'name', NEW.name, 'short_name', NEW.short_name, 'form', NEW.form, 'version', NEW.version));
END""",
    """CREATE TRIGGER community_image_update AFTER UPDATE ON community BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('community', NEW.id, 'U', json_object('id', NEW.id, 'name', NEW.name, 'short_name', NEW.short_name, 'form', NEW.form, 'version', NEW.version));
END""",
    """CREATE TRIGGER community_image_delete AFTER DELETE ON community BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('community', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE building (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  community_id INTEGER NOT NULL REFERENCES community (id) ON DELETE RESTRICT,
  name TEXT NOT NULL CHECK (length(name) <= 20),
  valves TEXT NOT NULL DEFAULT '' CHECK (length(valves) <= 300),
  version INTEGER NOT NULL DEFAULT 1
) STRICT""",
    """CREATE UNIQUE INDEX building_community_id_name ON building (community_id, name)""",
    """CREATE TRIGGER building_image_insert AFTER INSERT ON building BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('building', NEW.id, 'I', json_object('id', NEW.id, 'community_id', NEW.community_id, 'name', NEW.name, 'valves', NEW.valves, 'version', NEW.version));
END""",
    """CREATE TRIGGER building_image_update AFTER UPDATE ON building BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('building', NEW.id, 'U', json_object('id', NEW.id, 'community_id', NEW.community_id, 'name', NEW.name, 'valves', NEW.valves, 'version', NEW.version));
END""",
    """CREATE TRIGGER building_image_delete AFTER DELETE ON building BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('building', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE premises (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  number TEXT CHECK (length(number) <= 30),
  building_id INTEGER NOT NULL REFERENCES building (id) ON DELETE RESTRICT,
  unit TEXT NOT NULL DEFAULT '' CHECK (length(unit) <= 20),
  room TEXT NOT NULL CHECK (length(room) <= 20),
  floor INTEGER,
  address TEXT NOT NULL CHECK (length(address) <= 120),
  use TEXT NOT NULL DEFAULT '居民' CHECK (length(use) <= 20),
  low_income INTEGER NOT NULL DEFAULT 0 CHECK (low_income IN (0, 1)),
  area_c INTEGER CHECK (area_c IS NULL OR area_c >= 0),
  heating TEXT NOT NULL DEFAULT '' CHECK (length(heating) <= 20),
  position TEXT NOT NULL DEFAULT '' CHECK (length(position) <= 20),
  state TEXT NOT NULL DEFAULT '供热' CHECK (length(state) <= 8) CHECK (state IN ('未入网', '供热', '停热', '断热', '复热中')),
  state_basis TEXT NOT NULL DEFAULT '期初台账' CHECK (length(state_basis) <= 60),
  connected_on TEXT NOT NULL DEFAULT '' CHECK (length(connected_on) <= 10),
  origin TEXT NOT NULL DEFAULT 'ledger' CHECK (length(origin) <= 8) CHECK (origin IN ('ledger', 'call')),
  remark TEXT NOT NULL DEFAULT '' CHECK (length(remark) <= 300),
  voided_at INTEGER,
  void_reason TEXT NOT NULL DEFAULT '' CHECK (length(void_reason) <= 200),
  version INTEGER NOT NULL DEFAULT 1
) STRICT""",
    """CREATE UNIQUE INDEX premises_building_id_unit_room ON premises (building_id, unit, room)""",
    """CREATE INDEX premises_number ON premises (number)""",
    """CREATE TRIGGER premises_image_insert AFTER INSERT ON premises BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('premises', NEW.id, 'I', json_object('id', NEW.id, 'number', NEW.number, 'building_id', NEW.building_id, 'unit', NEW.unit, 'room', NEW.room, 'floor', NEW.floor, 'address', NEW.address, 'use', NEW.use, 'low_income', NEW.low_income, 'area_c', NEW.area_c, 'heating', NEW.heating, 'position', NEW.position, 'state', NEW.state, 'state_basis', NEW.state_basis, 'connected_on', NEW.connected_on, 'origin', NEW.origin, 'remark', NEW.remark, 'voided_at', NEW.voided_at, 'void_reason', NEW.void_reason, 'version', NEW.version));
END""",
    """CREATE TRIGGER premises_image_update AFTER UPDATE ON premises BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('premises', NEW.id, 'U', json_object('id', NEW.id, 'number', NEW.number, 'building_id', NEW.building_id, 'unit', NEW.unit, 'room', NEW.room, 'floor', NEW.floor, 'address', NEW.address, 'use', NEW.use, 'low_income', NEW.low_income, 'area_c', NEW.area_c, 'heating', NEW.heating, 'position', NEW.position, 'state', NEW.state, 'state_basis', NEW.state_basis, 'connected_on', NEW.connected_on, 'origin', NEW.origin, 'remark', NEW.remark, 'voided_at', NEW.voided_at, 'void_reason', NEW.void_reason, 'version', NEW.version));
END""",
    """CREATE TRIGGER premises_image_delete AFTER DELETE ON premises BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('premises', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE contact (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  premises_id INTEGER NOT NULL REFERENCES premises (id) ON DELETE RESTRICT,
  person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
  relation TEXT NOT NULL DEFAULT '户主' CHECK (length(relation) <= 8) CHECK (relation IN ('户主', '家属', '租户', '物业', '邻居', '其他')),
  from_day TEXT,
  until_day TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT""",
    """CREATE INDEX contact_premises_id_until_day ON contact (premises_id, until_day)""",
    """CREATE INDEX contact_person_id ON contact (person_id)""",
    """CREATE TRIGGER contact_image_insert AFTER INSERT ON contact BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('contact', NEW.id, 'I', json_object('id', NEW.id, 'premises_id', NEW.premises_id, 'person_id', NEW.person_id, 'relation', NEW.relation, 'from_day', NEW.from_day, 'until_day', NEW.until_day, 'version', NEW.version));
END""",
    """CREATE TRIGGER contact_image_update AFTER UPDATE ON contact BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('contact', NEW.id, 'U', json_object('id', NEW.id, 'premises_id', NEW.premises_id, 'person_id', NEW.person_id, 'relation', NEW.relation, 'from_day', NEW.from_day, 'until_day', NEW.until_day, 'version', NEW.version));
END""",
    """CREATE TRIGGER contact_image_delete AFTER DELETE ON contact BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('contact', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE season_account (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  premises_id INTEGER NOT NULL REFERENCES premises (id) ON DELETE RESTRICT,
  season TEXT NOT NULL CHECK (length(season) <= 12),
  heated_area_c INTEGER,
  charged_area_c INTEGER,
  state TEXT NOT NULL CHECK (length(state) <= 8),
  paid TEXT NOT NULL DEFAULT '' CHECK (length(paid) <= 8) CHECK (paid IN ('', '已缴', '欠费', '部分')),
  version INTEGER NOT NULL DEFAULT 1
) STRICT""",
    """CREATE UNIQUE INDEX season_account_premises_id_season ON season_account (premises_id, season)""",
    """CREATE TRIGGER season_account_image_insert AFTER INSERT ON season_account BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('season_account', NEW.id, 'I', json_object('id', NEW.id, 'premises_id', NEW.premises_id, 'season', NEW.season, 'heated_area_c', NEW.heated_area_c, 'charged_area_c', NEW.charged_area_c, 'state', NEW.state, 'paid', NEW.paid, 'version', NEW.version));
END""",
    """CREATE TRIGGER season_account_image_update AFTER UPDATE ON season_account BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('season_account', NEW.id, 'U', json_object('id', NEW.id, 'premises_id', NEW.premises_id, 'season', NEW.season, 'heated_area_c', NEW.heated_area_c, 'charged_area_c', NEW.charged_area_c, 'state', NEW.state, 'paid', NEW.paid, 'version', NEW.version));
END""",
    """CREATE TRIGGER season_account_image_delete AFTER DELETE ON season_account BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('season_account', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE doubt (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  premises_id INTEGER NOT NULL REFERENCES premises (id) ON DELETE RESTRICT,
  field TEXT NOT NULL CHECK (length(field) <= 20),
  reason TEXT NOT NULL CHECK (length(reason) <= 120),
  found_at INTEGER NOT NULL,
  settled_at INTEGER,
  version INTEGER NOT NULL DEFAULT 1
) STRICT""",
    """CREATE INDEX doubt_premises_id_field ON doubt (premises_id, field)""",
    """CREATE INDEX doubt_settled_at ON doubt (settled_at)""",
    """CREATE TRIGGER doubt_image_insert AFTER INSERT ON doubt BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('doubt', NEW.id, 'I', json_object('id', NEW.id, 'premises_id', NEW.premises_id, 'field', NEW.field, 'reason', NEW.reason, 'found_at', NEW.found_at, 'settled_at', NEW.settled_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER doubt_image_update AFTER UPDATE ON doubt BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('doubt', NEW.id, 'U', json_object('id', NEW.id, 'premises_id', NEW.premises_id, 'field', NEW.field, 'reason', NEW.reason, 'found_at', NEW.found_at, 'settled_at', NEW.settled_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER doubt_image_delete AFTER DELETE ON doubt BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('doubt', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE import_batch (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  file_name TEXT NOT NULL CHECK (length(file_name) <= 200),
  file_hash TEXT NOT NULL CHECK (length(file_hash) <= 64),
  season TEXT NOT NULL CHECK (length(season) <= 12),
  started_at INTEGER NOT NULL,
  finished_at INTEGER,
  lines INTEGER NOT NULL DEFAULT 0,
  cancelled INTEGER NOT NULL DEFAULT 0 CHECK (cancelled IN (0, 1)),
  version INTEGER NOT NULL DEFAULT 1
) STRICT""",
    """CREATE INDEX import_batch_file_hash ON import_batch (file_hash)""",
    """CREATE TRIGGER import_batch_image_insert AFTER INSERT ON import_batch BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('import_batch', NEW.id, 'I', json_object('id', NEW.id, 'file_name', NEW.file_name, 'file_hash', NEW.file_hash, 'season', NEW.season, 'started_at', NEW.started_at, 'finished_at', NEW.finished_at, 'lines', NEW.lines, 'cancelled', NEW.cancelled, 'version', NEW.version));
END""",
    """CREATE TRIGGER import_batch_image_update AFTER UPDATE ON import_batch BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('import_batch', NEW.id, 'U', json_object('id', NEW.id, 'file_name', NEW.file_name, 'file_hash', NEW.file_hash, 'season', NEW.season, 'started_at', NEW.started_at, 'finished_at', NEW.finished_at, 'lines', NEW.lines, 'cancelled', NEW.cancelled, 'version', NEW.version));
END""",
    """CREATE TRIGGER import_batch_image_delete AFTER DELETE ON import_batch BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('import_batch', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE import_line (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  batch_id INTEGER NOT NULL REFERENCES import_batch (id) ON DELETE RESTRICT,
  sheet TEXT NOT NULL DEFAULT '' CHECK (length(sheet) <= 80),
  line_no INTEGER NOT NULL,
  line_hash TEXT NOT NULL CHECK (length(line_hash) <= 64),
  outcome TEXT NOT NULL CHECK (length(outcome) <= 10) CHECK (outcome IN ('created', 'updated', 'unchanged', 'duplicate', 'rejected', 'skipped')),
  reason TEXT NOT NULL DEFAULT '' CHECK (length(reason) <= 200),
  premises_id INTEGER
) STRICT""",
    """CREATE UNIQUE INDEX import_line_batch_id_sheet_line_no ON import_line (batch_id, sheet, line_no)""",
    """CREATE TRIGGER import_line_no_update BEFORE UPDATE ON import_line BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to import_line');
END""",
    """CREATE TRIGGER import_line_no_delete BEFORE DELETE ON import_line BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to import_line');
END""",
    """CREATE TRIGGER import_line_no_replace BEFORE INSERT ON import_line
WHEN EXISTS (SELECT 1 FROM import_line WHERE id = NEW.id OR batch_id = NEW.batch_id AND sheet = NEW.sheet AND line_no = NEW.line_no) BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to import_line');
END""",
    """CREATE TRIGGER import_line_image_insert AFTER INSERT ON import_line BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('import_line', NEW.id, 'I', json_object('id', NEW.id, 'batch_id', NEW.batch_id, 'sheet', NEW.sheet, 'line_no', NEW.line_no, 'line_hash', NEW.line_hash, 'outcome', NEW.outcome, 'reason', NEW.reason, 'premises_id', NEW.premises_id));
END""",
    """CREATE TRIGGER import_line_image_update AFTER UPDATE ON import_line BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('import_line', NEW.id, 'U', json_object('id', NEW.id, 'batch_id', NEW.batch_id, 'sheet', NEW.sheet, 'line_no', NEW.line_no, 'line_hash', NEW.line_hash, 'outcome', NEW.outcome, 'reason', NEW.reason, 'premises_id', NEW.premises_id));
END""",
    """CREATE TRIGGER import_line_image_delete AFTER DELETE ON import_line BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('import_line', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE matter (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  number TEXT NOT NULL UNIQUE CHECK (length(number) <= 40),
  kind TEXT NOT NULL CHECK (length(kind) <= 20),
  premises_id INTEGER REFERENCES premises (id) ON DELETE RESTRICT,
  building_id INTEGER REFERENCES building (id) ON DELETE RESTRICT,
  place_kind TEXT NOT NULL DEFAULT 'home' CHECK (length(place_kind) <= 10) CHECK (place_kind IN ('home', 'building', 'riser', 'outside', 'free')),
  place_text TEXT NOT NULL CHECK (length(place_text) <= 160),
  unlisted INTEGER NOT NULL DEFAULT 0 CHECK (unlisted IN (0, 1)),
  caller_id INTEGER REFERENCES caller (id) ON DELETE RESTRICT,
  channel TEXT NOT NULL DEFAULT '电话' CHECK (length(channel) <= 10),
  words TEXT NOT NULL DEFAULT '',
  told_at INTEGER NOT NULL,
  phase TEXT NOT NULL CHECK (length(phase) <= 16),
  owner_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
  parent_id INTEGER REFERENCES matter (id) ON DELETE RESTRICT,
  late_entry INTEGER NOT NULL DEFAULT 0 CHECK (late_entry IN (0, 1)),
  closed_at INTEGER,
  void_reason TEXT NOT NULL DEFAULT '' CHECK (length(void_reason) <= 200),
  version INTEGER NOT NULL DEFAULT 1
) STRICT""",
    """CREATE INDEX matter_closed_at_told_at ON matter (closed_at, told_at)""",
    """CREATE INDEX matter_kind_told_at ON matter (kind, told_at)""",
    """CREATE INDEX matter_premises_id_told_at ON matter (premises_id, told_at)""",
    """CREATE INDEX matter_building_id ON matter (building_id)""",
    """CREATE INDEX matter_caller_id ON matter (caller_id)""",
    """CREATE INDEX matter_owner_id ON matter (owner_id)""",
    """CREATE INDEX matter_parent_id ON matter (parent_id)""",
    """CREATE TRIGGER matter_image_insert AFTER INSERT ON matter BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('matter', NEW.id, 'I', json_object('id', NEW.id, 'number', NEW.number, 'kind', NEW.kind, 'premises_id', NEW.premises_id, 'building_id', NEW.building_id, 'place_kind', NEW.place_kind, 'place_text', NEW.place_text, 'unlisted', NEW.unlisted, 'caller_id', NEW.caller_id, 'channel', NEW.channel, 'words', NEW.words, 'told_at', NEW.told_at, 'phase', NEW.phase, 'owner_id', NEW.owner_id, 'parent_id', NEW.parent_id, 'late_entry', NEW.late_entry, 'closed_at', NEW.closed_at, 'void_reason', NEW.void_reason, 'version', NEW.version));
END""",
    """CREATE TRIGGER matter_image_update AFTER UPDATE ON matter BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('matter', NEW.id, 'U', json_object('id', NEW.id, 'number', NEW.number, 'kind', NEW.kind, 'premises_id', NEW.premises_id, 'building_id', NEW.building_id, 'place_kind', NEW.place_kind, 'place_text', NEW.place_text, 'unlisted', NEW.unlisted, 'caller_id', NEW.caller_id, 'channel', NEW.channel, 'words', NEW.words, 'told_at', NEW.told_at, 'phase', NEW.phase, 'owner_id', NEW.owner_id, 'parent_id', NEW.parent_id, 'late_entry', NEW.late_entry, 'closed_at', NEW.closed_at, 'void_reason', NEW.void_reason, 'version', NEW.version));
END""",
    """CREATE TRIGGER matter_image_delete AFTER DELETE ON matter BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('matter', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE matter_event (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  matter_id INTEGER NOT NULL REFERENCES matter (id) ON DELETE RESTRICT,
  kind TEXT NOT NULL CHECK (length(kind) <= 24),
  happened_at INTEGER NOT NULL,
  told_at INTEGER NOT NULL,
  entered_at INTEGER NOT NULL,
  actor_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
  staff_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
  visit_no INTEGER,
  code TEXT NOT NULL DEFAULT '' CHECK (length(code) <= 40),
  until_at INTEGER,
  corrects_id INTEGER REFERENCES matter_event (id) ON DELETE RESTRICT,
  withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1)),
  note TEXT NOT NULL DEFAULT '',
  detail TEXT NOT NULL DEFAULT '{}'
) STRICT""",
    """CREATE INDEX matter_event_matter_id_happened_at ON matter_event (matter_id, happened_at)""",
    """CREATE INDEX matter_event_actor_id ON matter_event (actor_id)""",
    """CREATE INDEX matter_event_staff_id ON matter_event (staff_id)""",
    """CREATE INDEX matter_event_corrects_id ON matter_event (corrects_id)""",
    """CREATE TRIGGER matter_event_no_update BEFORE UPDATE ON matter_event BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to matter_event');
END""",
    """CREATE TRIGGER matter_event_no_delete BEFORE DELETE ON matter_event BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to matter_event');
END""",
    """CREATE TRIGGER matter_event_no_replace BEFORE INSERT ON matter_event
WHEN EXISTS (SELECT 1 FROM matter_event WHERE id = NEW.id) BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to matter_event');
END""",
    """CREATE TRIGGER matter_event_image_insert AFTER INSERT ON matter_event BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('matter_event', NEW.id, 'I', json_object('id', NEW.id, 'matter_id', NEW.matter_id, 'kind', NEW.kind, 'happened_at', NEW.happened_at, 'told_at', NEW.told_at, 'entered_at', NEW.entered_at, 'actor_id', NEW.actor_id, 'staff_id', NEW.staff_id, 'visit_no', NEW.visit_no, 'code', NEW.code, 'until_at', NEW.until_at, 'corrects_id', NEW.corrects_id, 'withdrawn', NEW.withdrawn, 'note', NEW.note, 'detail', NEW.detail));
END""",
    """CREATE TRIGGER matter_event_image_update AFTER UPDATE ON matter_event BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('matter_event', NEW.id, 'U', json_object('id', NEW.id, 'matter_id', NEW.matter_id, 'kind', NEW.kind, 'happened_at', NEW.happened_at, 'told_at', NEW.told_at, 'entered_at', NEW.entered_at, 'actor_id', NEW.actor_id, 'staff_id', NEW.staff_id, 'visit_no', NEW.visit_no, 'code', NEW.code, 'until_at', NEW.until_at, 'corrects_id', NEW.corrects_id, 'withdrawn', NEW.withdrawn, 'note', NEW.note, 'detail', NEW.detail));
END""",
    """CREATE TRIGGER matter_event_image_delete AFTER DELETE ON matter_event BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('matter_event', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE clock_result (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  matter_id INTEGER NOT NULL REFERENCES matter (id) ON DELETE RESTRICT,
  policy_id TEXT NOT NULL CHECK (length(policy_id) <= 40),
  started_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  stopped_at INTEGER,
  outcome TEXT NOT NULL CHECK (length(outcome) <= 20) CHECK (outcome IN ('met', 'late_explained', 'late_user', 'late_unexplained', 'none')),
  version INTEGER NOT NULL DEFAULT 1
) STRICT""",
    """CREATE UNIQUE INDEX clock_result_matter_id_policy_id ON clock_result (matter_id, policy_id)""",
    """CREATE INDEX clock_result_policy_id_started_at ON clock_result (policy_id, started_at)""",
    """CREATE TRIGGER clock_result_image_insert AFTER INSERT ON clock_result BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('clock_result', NEW.id, 'I', json_object('id', NEW.id, 'matter_id', NEW.matter_id, 'policy_id', NEW.policy_id, 'started_at', NEW.started_at, 'due_at', NEW.due_at, 'stopped_at', NEW.stopped_at, 'outcome', NEW.outcome, 'version', NEW.version));
END""",
    """CREATE TRIGGER clock_result_image_update AFTER UPDATE ON clock_result BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('clock_result', NEW.id, 'U', json_object('id', NEW.id, 'matter_id', NEW.matter_id, 'policy_id', NEW.policy_id, 'started_at', NEW.started_at, 'due_at', NEW.due_at, 'stopped_at', NEW.stopped_at, 'outcome', NEW.outcome, 'version', NEW.version));
END""",
    """CREATE TRIGGER clock_result_image_delete AFTER DELETE ON clock_result BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('clock_result', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE repair (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  matter_id INTEGER NOT NULL UNIQUE REFERENCES matter (id) ON DELETE RESTRICT,
  fault_group TEXT NOT NULL CHECK (length(fault_group) <= 8) CHECK (fault_group IN ('leak', 'cold', 'temp', 'valve', 'noise', 'public', 'other')),
  fault TEXT NOT NULL DEFAULT '' CHECK (length(fault) <= 30),
  severity TEXT NOT NULL DEFAULT '' CHECK (length(severity) <= 8) CHECK (severity IN ('', '喷', '流', '滴')),
  can_close TEXT NOT NULL DEFAULT '' CHECK (length(can_close) <= 4) CHECK (can_close IN ('', '能', '不能', '不详')),
  below_wet TEXT NOT NULL DEFAULT '' CHECK (length(below_wet) <= 4) CHECK (below_wet IN ('', '是', '否', '不详')),
  electricity TEXT NOT NULL DEFAULT '' CHECK (length(electricity) <= 4) CHECK (electricity IN ('', '有', '无', '不详')),
  fee_told INTEGER NOT NULL DEFAULT 0 CHECK (fee_told IN (0, 1)),
  contacted_at INTEGER,
  appointment_at INTEGER,
  dispatched_at INTEGER,
  repairer_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
  arrived_at INTEGER,
  visits INTEGER NOT NULL DEFAULT 0,
  explained_at INTEGER,
  waiting_until INTEGER,
  finished_at INTEGER,
  sheet_back_at INTEGER,
  view TEXT NOT NULL DEFAULT '' CHECK (length(view) <= 8) CHECK (view IN ('', '满意', '基本满意', '不满意')),
  callback_tries INTEGER NOT NULL DEFAULT 0,
  called_back_at INTEGER,
  callback_result TEXT NOT NULL DEFAULT '' CHECK (length(callback_result) <= 12) CHECK (callback_result IN ('', 'solved', 'unsolved', 'unreached', 'refused', 'merged')),
  verified INTEGER NOT NULL DEFAULT 0 CHECK (verified IN (0, 1)),
  voided_at INTEGER,
  cause TEXT NOT NULL DEFAULT '' CHECK (length(cause) <= 20),
  done TEXT NOT NULL DEFAULT '' CHECK (length(done) <= 60),
  responsibility TEXT NOT NULL DEFAULT '' CHECK (length(responsibility) <= 20) CHECK (responsibility IN ('', '供热单位', '用户自用设施', '建设单位(保修期内)', '物业', '第三方', '待定')),
  user_words TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL DEFAULT 1
) STRICT""",
    """CREATE INDEX repair_repairer_id_sheet_back_at ON repair (repairer_id, sheet_back_at)""",
    """CREATE INDEX repair_finished_at_called_back_at ON repair (finished_at, called_back_at)""",
    """CREATE TRIGGER repair_image_insert AFTER INSERT ON repair BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('repair', NEW.id, 'I', json_object('id', NEW.id, 'matter_id', NEW.matter_id, 'fault_group', NEW.fault_group, 'fault', NEW.fault, 'severity', NEW.severity, 'can_close', NEW.can_close, 'below_wet', NEW.below_wet, 'electricity', NEW.electricity, 'fee_told', NEW.fee_told, 'contacted_at', NEW.contacted_at, 'appointment_at', NEW.appointment_at, 'dispatched_at', NEW.dispatched_at, 'repairer_id', NEW.repairer_id, 'arrived_at', NEW.arrived_at, 'visits', NEW.visits, 'explained_at', NEW.explained_at, 'waiting_until', NEW.waiting_until, 'finished_at', NEW.finished_at, 'sheet_back_at', NEW.sheet_back_at, 'view', NEW.view, 'callback_tries', NEW.callback_tries, 'called_back_at', NEW.called_back_at, 'callback_result', NEW.callback_result, 'verified', NEW.verified, 'voided_at', NEW.voided_at, 'cause', NEW.cause, 'done', NEW.done, 'responsibility', NEW.responsibility, 'user_words', NEW.user_words, 'version', NEW.version));
END""",
    """CREATE TRIGGER repair_image_update AFTER UPDATE ON repair BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('repair', NEW.id, 'U', json_object('id', NEW.id, 'matter_id', NEW.matter_id, 'fault_group', NEW.fault_group, 'fault', NEW.fault, 'severity', NEW.severity, 'can_close', NEW.can_close, 'below_wet', NEW.below_wet, 'electricity', NEW.electricity, 'fee_told', NEW.fee_told, 'contacted_at', NEW.contacted_at, 'appointment_at', NEW.appointment_at, 'dispatched_at', NEW.dispatched_at, 'repairer_id', NEW.repairer_id, 'arrived_at', NEW.arrived_at, 'visits', NEW.visits, 'explained_at', NEW.explained_at, 'waiting_until', NEW.waiting_until, 'finished_at', NEW.finished_at, 'sheet_back_at', NEW.sheet_back_at, 'view', NEW.view, 'callback_tries', NEW.callback_tries, 'called_back_at', NEW.called_back_at, 'callback_result', NEW.callback_result, 'verified', NEW.verified, 'voided_at', NEW.voided_at, 'cause', NEW.cause, 'done', NEW.done, 'responsibility', NEW.responsibility, 'user_words', NEW.user_words, 'version', NEW.version));
END""",
    """CREATE TRIGGER repair_image_delete AFTER DELETE ON repair BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('repair', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE visit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  matter_id INTEGER NOT NULL REFERENCES matter (id) ON DELETE RESTRICT,
  ordinal INTEGER NOT NULL,
  repairer_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
  set_out_at INTEGER,
  arrived_at INTEGER,
  left_at INTEGER,
  result TEXT NOT NULL DEFAULT '' CHECK (length(result) <= 16) CHECK (result IN ('', 'fixed', 'temporary', 'waiting_parts', 'waiting_shutdown', 'nobody_home', 'refused_entry', 'no_adult', 'wrong_address', 'emergency_team', 'not_ours')),
  note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 300),
  version INTEGER NOT NULL DEFAULT 1
) STRICT""",
    """CREATE UNIQUE INDEX visit_matter_id_ordinal ON visit (matter_id, ordinal)""",
    """CREATE INDEX visit_repairer_id ON visit (repairer_id)""",
    """CREATE TRIGGER visit_image_insert AFTER INSERT ON visit BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('visit', NEW.id, 'I', json_object('id', NEW.id, 'matter_id', NEW.matter_id, 'ordinal', NEW.ordinal, 'repairer_id', NEW.repairer_id, 'set_out_at', NEW.set_out_at, 'arrived_at', NEW.arrived_at, 'left_at', NEW.left_at, 'result', NEW.result, 'note', NEW.note, 'version', NEW.version));
END""",
    """CREATE TRIGGER visit_image_update AFTER UPDATE ON visit BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('visit', NEW.id, 'U', json_object('id', NEW.id, 'matter_id', NEW.matter_id, 'ordinal', NEW.ordinal, 'repairer_id', NEW.repairer_id, 'set_out_at', NEW.set_out_at, 'arrived_at', NEW.arrived_at, 'left_at', NEW.left_at, 'result', NEW.result, 'note', NEW.note, 'version', NEW.version));
END""",
    """CREATE TRIGGER visit_image_delete AFTER DELETE ON visit BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('visit', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE enquiry (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  matter_id INTEGER NOT NULL UNIQUE REFERENCES matter (id) ON DELETE RESTRICT,
  topic TEXT NOT NULL DEFAULT '' CHECK (length(topic) <= 30),
  answer TEXT NOT NULL DEFAULT '',
  answered_at INTEGER,
  content INTEGER CHECK (content IN (0, 1)),
  version INTEGER NOT NULL DEFAULT 1
) STRICT""",
    """CREATE TRIGGER enquiry_image_insert AFTER INSERT ON enquiry BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('enquiry', NEW.id, 'I', json_object('id', NEW.id, 'matter_id', NEW.matter_id, 'topic', NEW.topic, 'answer', NEW.answer, 'answered_at', NEW.answered_at, 'content', NEW.content, 'version', NEW.version));
END""",
    """CREATE TRIGGER enquiry_image_update AFTER UPDATE ON enquiry BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('enquiry', NEW.id, 'U', json_object('id', NEW.id, 'matter_id', NEW.matter_id, 'topic', NEW.topic, 'answer', NEW.answer, 'answered_at', NEW.answered_at, 'content', NEW.content, 'version', NEW.version));
END""",
    """CREATE TRIGGER enquiry_image_delete AFTER DELETE ON enquiry BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('enquiry', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE sheet (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  number TEXT NOT NULL UNIQUE CHECK (length(number) <= 40),
  form TEXT NOT NULL CHECK (length(form) <= 20),
  matter_id INTEGER REFERENCES matter (id) ON DELETE RESTRICT,
  visit_no INTEGER,
  repairer_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
  state TEXT NOT NULL DEFAULT 'out' CHECK (length(state) <= 10) CHECK (state IN ('out', 'returned', 'void')),
  key_id TEXT NOT NULL CHECK (length(key_id) <= 16),
  callback_mac TEXT NOT NULL DEFAULT '' CHECK (length(callback_mac) <= 64),
  made_at INTEGER NOT NULL,
  void_reason TEXT NOT NULL DEFAULT '' CHECK (length(void_reason) <= 200),
  version INTEGER NOT NULL DEFAULT 1
) STRICT""",
    """CREATE INDEX sheet_matter_id ON sheet (matter_id)""",
    """CREATE INDEX sheet_state_repairer_id ON sheet (state, repairer_id)""",
    """CREATE INDEX sheet_repairer_id ON sheet (repairer_id)""",
    """CREATE TRIGGER sheet_image_insert AFTER INSERT ON sheet BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('sheet', NEW.id, 'I', json_object('id', NEW.id, 'number', NEW.number, 'form', NEW.form, 'matter_id', NEW.matter_id, 'visit_no', NEW.visit_no, 'repairer_id', NEW.repairer_id, 'state', NEW.state, 'key_id', NEW.key_id, 'callback_mac', NEW.callback_mac, 'made_at', NEW.made_at, 'void_reason', NEW.void_reason, 'version', NEW.version));
END""",
    """CREATE TRIGGER sheet_image_update AFTER UPDATE ON sheet BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('sheet', NEW.id, 'U', json_object('id', NEW.id, 'number', NEW.number, 'form', NEW.form, 'matter_id', NEW.matter_id, 'visit_no', NEW.visit_no, 'repairer_id', NEW.repairer_id, 'state', NEW.state, 'key_id', NEW.key_id, 'callback_mac', NEW.callback_mac, 'made_at', NEW.made_at, 'void_reason', NEW.void_reason, 'version', NEW.version));
END""",
    """CREATE TRIGGER sheet_image_delete AFTER DELETE ON sheet BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('sheet', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE print_record (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  sheet_id INTEGER NOT NULL REFERENCES sheet (id) ON DELETE RESTRICT,
  ordinal INTEGER NOT NULL,
  copies TEXT NOT NULL CHECK (length(copies) <= 20),
  at INTEGER NOT NULL,
  by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
  target TEXT NOT NULL CHECK (length(target) <= 200),
  sha256 TEXT NOT NULL CHECK (length(sha256) <= 64),
  approved_by TEXT NOT NULL DEFAULT '' CHECK (length(approved_by) <= 40)
) STRICT""",
    """CREATE UNIQUE INDEX print_record_sheet_id_ordinal ON print_record (sheet_id, ordinal)""",
    """CREATE INDEX print_record_by_id ON print_record (by_id)""",
    """CREATE TRIGGER print_record_no_update BEFORE UPDATE ON print_record BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to print_record');
END""",
    """CREATE TRIGGER print_record_no_delete BEFORE DELETE ON print_record BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to print_record');
END""",
    """CREATE TRIGGER print_record_no_replace BEFORE INSERT ON print_record
WHEN EXISTS (SELECT 1 FROM print_record WHERE id = NEW.id OR sheet_id = NEW.sheet_id AND ordinal = NEW.ordinal) BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to print_record');
END""",
    """CREATE TRIGGER print_record_image_insert AFTER INSERT ON print_record BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('print_record', NEW.id, 'I', json_object('id', NEW.id, 'sheet_id', NEW.sheet_id, 'ordinal', NEW.ordinal, 'copies', NEW.copies, 'at', NEW.at, 'by_id', NEW.by_id, 'target', NEW.target, 'sha256', NEW.sha256, 'approved_by', NEW.approved_by));
END""",
    """CREATE TRIGGER print_record_image_update AFTER UPDATE ON print_record BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('print_record', NEW.id, 'U', json_object('id', NEW.id, 'sheet_id', NEW.sheet_id, 'ordinal', NEW.ordinal, 'copies', NEW.copies, 'at', NEW.at, 'by_id', NEW.by_id, 'target', NEW.target, 'sha256', NEW.sha256, 'approved_by', NEW.approved_by));
END""",
    """CREATE TRIGGER print_record_image_delete AFTER DELETE ON print_record BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('print_record', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE sheet_return (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  sheet_id INTEGER NOT NULL REFERENCES sheet (id) ON DELETE RESTRICT,
  print_record_id INTEGER REFERENCES print_record (id) ON DELETE RESTRICT,
  print_sha256 TEXT NOT NULL DEFAULT '' CHECK (length(print_sha256) <= 64),
  copy TEXT NOT NULL DEFAULT '' CHECK (length(copy) <= 2),
  scan_sha256 TEXT NOT NULL DEFAULT '' CHECK (length(scan_sha256) <= 64),
  returned_at INTEGER NOT NULL,
  signed TEXT NOT NULL CHECK (length(signed) <= 10) CHECK (signed IN ('signed', 'refused', 'absent')),
  signed_at INTEGER,
  signer TEXT NOT NULL DEFAULT '' CHECK (length(signer) <= 20),
  witness TEXT NOT NULL DEFAULT '' CHECK (length(witness) <= 80),
  refused_reason TEXT NOT NULL DEFAULT '' CHECK (length(refused_reason) <= 120),
  view TEXT NOT NULL DEFAULT '' CHECK (length(view) <= 8),
  words TEXT NOT NULL DEFAULT '',
  amount_fen INTEGER NOT NULL DEFAULT 0,
  receipt_no TEXT NOT NULL DEFAULT '' CHECK (length(receipt_no) <= 30),
  arrived_written_at INTEGER,
  finished_written_at INTEGER,
  difference_reason TEXT NOT NULL DEFAULT '' CHECK (length(difference_reason) <= 200),
  showed_badge INTEGER NOT NULL DEFAULT 0 CHECK (showed_badge IN (0, 1))
) STRICT""",
    """CREATE INDEX sheet_return_sheet_id ON sheet_return (sheet_id)""",
    """CREATE INDEX sheet_return_print_record_id ON sheet_return (print_record_id)""",
    """CREATE TRIGGER sheet_return_no_update BEFORE UPDATE ON sheet_return BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to sheet_return');
END""",
    """CREATE TRIGGER sheet_return_no_delete BEFORE DELETE ON sheet_return BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to sheet_return');
END""",
    """CREATE TRIGGER sheet_return_no_replace BEFORE INSERT ON sheet_return
WHEN EXISTS (SELECT 1 FROM sheet_return WHERE id = NEW.id) BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to sheet_return');
END""",
    """CREATE TRIGGER sheet_return_image_insert AFTER INSERT ON sheet_return BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('sheet_return', NEW.id, 'I', json_object('id', NEW.id, 'sheet_id', NEW.sheet_id, 'print_record_id', NEW.print_record_id, 'print_sha256', NEW.print_sha256, 'copy', NEW.copy, 'scan_sha256', NEW.scan_sha256, 'returned_at', NEW.returned_at, 'signed', NEW.signed, 'signed_at', NEW.signed_at, 'signer', NEW.signer, 'witness', NEW.witness, 'refused_reason', NEW.refused_reason, 'view', NEW.view, 'words', NEW.words, 'amount_fen', NEW.amount_fen, 'receipt_no', NEW.receipt_no, 'arrived_written_at', NEW.arrived_written_at, 'finished_written_at', NEW.finished_written_at, 'difference_reason', NEW.difference_reason, 'showed_badge', NEW.showed_badge));
END""",
    """CREATE TRIGGER sheet_return_image_update AFTER UPDATE ON sheet_return BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('sheet_return', NEW.id, 'U', json_object('id', NEW.id, 'sheet_id', NEW.sheet_id, 'print_record_id', NEW.print_record_id, 'print_sha256', NEW.print_sha256, 'copy', NEW.copy, 'scan_sha256', NEW.scan_sha256, 'returned_at', NEW.returned_at, 'signed', NEW.signed, 'signed_at', NEW.signed_at, 'signer', NEW.signer, 'witness', NEW.witness, 'refused_reason', NEW.refused_reason, 'view', NEW.view, 'words', NEW.words, 'amount_fen', NEW.amount_fen, 'receipt_no', NEW.receipt_no, 'arrived_written_at', NEW.arrived_written_at, 'finished_written_at', NEW.finished_written_at, 'difference_reason', NEW.difference_reason, 'showed_badge', NEW.showed_badge));
END""",
    """CREATE TRIGGER sheet_return_image_delete AFTER DELETE ON sheet_return BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('sheet_return', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE number_counter (
  series TEXT NOT NULL CHECK (length(series) <= 8),
  day TEXT NOT NULL CHECK (length(day) <= 8),
  last INTEGER NOT NULL,
  PRIMARY KEY (series, day)
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE search_key (
  key TEXT NOT NULL CHECK (length(key) <= 80),
  premises_id INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (length(kind) <= 12),
  PRIMARY KEY (key, premises_id)
) STRICT, WITHOUT ROWID""",
    """CREATE INDEX search_key_premises_id ON search_key (premises_id)""",
)

POSTGRES = (
    """CREATE FUNCTION write_image() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    INSERT INTO row_image (table_name, row_id, op, image) VALUES (TG_TABLE_NAME, OLD.id, 'D', '{}');
    RETURN OLD;
  END IF;
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES (TG_TABLE_NAME, NEW.id, left(TG_OP, 1), (to_jsonb(NEW) - coalesce(TG_ARGV, '{}'))::text);
  RETURN NEW;
END $$""",
    """CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING MESSAGE = 'append-only: only new rows may be added to ' || TG_TABLE_NAME;
END $$""",
    """CREATE TABLE unit (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  key TEXT NOT NULL UNIQUE CHECK (length(key) <= 36),
  act TEXT NOT NULL CHECK (length(act) <= 60),
  actor_id BIGINT,
  actor_name TEXT NOT NULL CHECK (length(actor_name) <= 40),
  at BIGINT NOT NULL,
  first_seq BIGINT NOT NULL,
  last_seq BIGINT NOT NULL,
  result TEXT NOT NULL,
  prev TEXT NOT NULL CHECK (length(prev) <= 64),
  mac TEXT NOT NULL CHECK (length(mac) <= 64),
  key_id TEXT NOT NULL CHECK (length(key_id) <= 16)
)""",
    """CREATE INDEX unit_at ON unit (at)""",
    """CREATE TRIGGER unit_append_only BEFORE UPDATE OR DELETE ON unit
FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER unit_no_truncate BEFORE TRUNCATE ON unit
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""",
    """CREATE TABLE row_image (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  table_name TEXT NOT NULL CHECK (length(table_name) <= 60),
  row_id BIGINT NOT NULL,
  op TEXT NOT NULL CHECK (length(op) <= 1),
  image TEXT NOT NULL
)""",
    """CREATE INDEX row_image_table_name_row_id ON row_image (table_name, row_id)""",
    """CREATE TRIGGER row_image_append_only BEFORE UPDATE OR DELETE ON row_image
FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER row_image_no_truncate BEFORE TRUNCATE ON row_image
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""",
    """CREATE TABLE issued_number (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  number TEXT NOT NULL UNIQUE CHECK (length(number) <= 40),
  series TEXT NOT NULL CHECK (length(series) <= 8),
  day TEXT NOT NULL CHECK (length(day) <= 8),
  value BIGINT NOT NULL
)""",
    """CREATE UNIQUE INDEX issued_number_series_day_value ON issued_number (series, day, value)""",
    """CREATE TRIGGER issued_number_append_only BEFORE UPDATE OR DELETE ON issued_number
FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER issued_number_no_truncate BEFORE TRUNCATE ON issued_number
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER issued_number_image AFTER INSERT OR UPDATE OR DELETE ON issued_number
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE secret (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  purpose TEXT NOT NULL CHECK (length(purpose) <= 16),
  key_id TEXT NOT NULL UNIQUE CHECK (length(key_id) <= 16),
  value TEXT NOT NULL CHECK (length(value) <= 64),
  made_at BIGINT NOT NULL,
  version BIGINT NOT NULL DEFAULT 1
)""",
    """CREATE TRIGGER secret_image AFTER INSERT OR UPDATE OR DELETE ON secret
FOR EACH ROW EXECUTE FUNCTION write_image('value')""",
    """CREATE TABLE station_settings (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  code TEXT NOT NULL CHECK (length(code) <= 8),
  company TEXT NOT NULL CHECK (length(company) <= 80),
  name TEXT NOT NULL CHECK (length(name) <= 80),
  repair_phone TEXT NOT NULL CHECK (length(repair_phone) <= 30),
  complaint_phone TEXT NOT NULL DEFAULT '' CHECK (length(complaint_phone) <= 30),
  season TEXT NOT NULL CHECK (length(season) <= 12),
  paper TEXT NOT NULL DEFAULT 'A5' CHECK (length(paper) <= 8) CHECK (paper IN ('A5', 'A4', '241x140')),
  company_copy BIGINT NOT NULL DEFAULT 0 CHECK (company_copy IN (0, 1)),
  qr_prefix TEXT NOT NULL DEFAULT '' CHECK (length(qr_prefix) <= 120),
  version BIGINT NOT NULL DEFAULT 1,
  CHECK (id = 1)
)""",
    """CREATE TRIGGER station_settings_image AFTER INSERT OR UPDATE OR DELETE ON station_settings
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE staff (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  name TEXT NOT NULL CHECK (length(name) <= 40),
  initials TEXT NOT NULL CHECK (length(initials) <= 12),
  badge TEXT NOT NULL CHECK (length(badge) <= 20),
  phone TEXT NOT NULL DEFAULT '' CHECK (length(phone) <= 30),
  pin_hash TEXT CHECK (length(pin_hash) <= 160),
  is_manager BIGINT NOT NULL DEFAULT 0 CHECK (is_manager IN (0, 1)),
  is_clerk BIGINT NOT NULL DEFAULT 0 CHECK (is_clerk IN (0, 1)),
  is_repairer BIGINT NOT NULL DEFAULT 0 CHECK (is_repairer IN (0, 1)),
  is_viewer BIGINT NOT NULL DEFAULT 0 CHECK (is_viewer IN (0, 1)),
  left_on TEXT,
  version BIGINT NOT NULL DEFAULT 1
)""",
    """CREATE UNIQUE INDEX staff_badge ON staff (badge)""",
    """CREATE INDEX staff_initials ON staff (initials)""",
    """CREATE TRIGGER staff_image AFTER INSERT OR UPDATE OR DELETE ON staff
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE policy_override (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  policy_id TEXT NOT NULL CHECK (length(policy_id) <= 40),
  changes TEXT NOT NULL,
  valid_from BIGINT NOT NULL,
  valid_until BIGINT,
  reason TEXT NOT NULL CHECK (length(reason) <= 200),
  by_id BIGINT REFERENCES staff (id) ON DELETE RESTRICT,
  made_at BIGINT NOT NULL,
  version BIGINT NOT NULL DEFAULT 1
)""",
    """CREATE INDEX policy_override_policy_id_valid_from ON policy_override (policy_id, valid_from)""",
    """CREATE INDEX policy_override_by_id ON policy_override (by_id)""",
    """CREATE TRIGGER policy_override_image AFTER INSERT OR UPDATE OR DELETE ON policy_override
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE calendar_year (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  year BIGINT NOT NULL UNIQUE,
  source TEXT NOT NULL CHECK (length(source) <= 200),
  plan TEXT NOT NULL,
  loaded_at BIGINT NOT NULL,
  version BIGINT NOT NULL DEFAULT 1
)""",
    """CREATE TRIGGER calendar_year_image AFTER INSERT OR UPDATE OR DELETE ON calendar_year
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE person (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  name TEXT CHECK (length(name) <= 60),
  phone TEXT CHECK (length(phone) <= 30),
  phone2 TEXT CHECK (length(phone2) <= 30),
  id_cipher TEXT CHECK (length(id_cipher) <= 200),
  salt BYTEA,
  name_digest TEXT CHECK (length(name_digest) <= 64),
  phone_digest TEXT CHECK (length(phone_digest) <= 64),
  phone2_digest TEXT CHECK (length(phone2_digest) <= 64),
  id_cipher_digest TEXT CHECK (length(id_cipher_digest) <= 64),
  erased_at BIGINT,
  version BIGINT NOT NULL DEFAULT 1
)""",
    """CREATE TRIGGER person_image AFTER INSERT OR UPDATE OR DELETE ON person
FOR EACH ROW EXECUTE FUNCTION write_image('name', 'phone', 'phone2', 'id_cipher', 'salt')""",
    """CREATE TABLE caller (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  name TEXT CHECK (length(name) <= 60),
  phone TEXT CHECK (length(phone) <= 30),
  relation TEXT NOT NULL DEFAULT '本人' CHECK (length(relation) <= 20),
  salt BYTEA,
  name_digest TEXT CHECK (length(name_digest) <= 64),
  phone_digest TEXT CHECK (length(phone_digest) <= 64),
  erased_at BIGINT,
  version BIGINT NOT NULL DEFAULT 1
)""",
    """CREATE INDEX caller_phone ON caller (phone)""",
    """CREATE TRIGGER caller_image AFTER INSERT OR UPDATE OR DELETE ON caller
FOR EACH ROW EXECUTE FUNCTION write_image('name', 'phone', 'salt')""",
    """CREATE TABLE community (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK (length(name) <= 60),
  short_name TEXT NOT NULL CHECK (length(short_name) <= 60),
  form TEXT NOT NULL DEFAULT '楼房' CHECK (length(form) <= 8) CHECK (form IN ('楼房', '平房', '商铺', '村庄')),
  version BIGINT NOT NULL DEFAULT 1
)""",
    """CREATE TRIGGER community_image AFTER INSERT OR UPDATE OR DELETE ON community
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE building (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  community_id BIGINT NOT NULL REFERENCES community (id) ON DELETE RESTRICT,
  name TEXT NOT NULL CHECK (length(name) <= 20),
  valves TEXT NOT NULL DEFAULT '' CHECK (length(valves) <= 300),
  version BIGINT NOT NULL DEFAULT 1
)""",
    """CREATE UNIQUE INDEX building_community_id_name ON building (community_id, name)""",
    """CREATE TRIGGER building_image AFTER INSERT OR UPDATE OR DELETE ON building
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE premises (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  number TEXT CHECK (length(number) <= 30),
  building_id BIGINT NOT NULL REFERENCES building (id) ON DELETE RESTRICT,
  unit TEXT NOT NULL DEFAULT '' CHECK (length(unit) <= 20),
  room TEXT NOT NULL CHECK (length(room) <= 20),
  floor BIGINT,
  address TEXT NOT NULL CHECK (length(address) <= 120),
  use TEXT NOT NULL DEFAULT '居民' CHECK (length(use) <= 20),
  low_income BIGINT NOT NULL DEFAULT 0 CHECK (low_income IN (0, 1)),
  area_c BIGINT CHECK (area_c IS NULL OR area_c >= 0),
  heating TEXT NOT NULL DEFAULT '' CHECK (length(heating) <= 20),
  position TEXT NOT NULL DEFAULT '' CHECK (length(position) <= 20),
  state TEXT NOT NULL DEFAULT '供热' CHECK (length(state) <= 8) CHECK (state IN ('未入网', '供热', '停热', '断热', '复热中')),
  state_basis TEXT NOT NULL DEFAULT '期初台账' CHECK (length(state_basis) <= 60),
  connected_on TEXT NOT NULL DEFAULT '' CHECK (length(connected_on) <= 10),
  origin TEXT NOT NULL DEFAULT 'ledger' CHECK (length(origin) <= 8) CHECK (origin IN ('ledger', 'call')),
  remark TEXT NOT NULL DEFAULT '' CHECK (length(remark) <= 300),
  voided_at BIGINT,
  void_reason TEXT NOT NULL DEFAULT '' CHECK (length(void_reason) <= 200),
  version BIGINT NOT NULL DEFAULT 1
)""",
    """CREATE UNIQUE INDEX premises_building_id_unit_room ON premises (building_id, unit, room)""",
    """CREATE INDEX premises_number ON premises (number)""",
    """CREATE TRIGGER premises_image AFTER INSERT OR UPDATE OR DELETE ON premises
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE contact (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  premises_id BIGINT NOT NULL REFERENCES premises (id) ON DELETE RESTRICT,
  person_id BIGINT NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
  relation TEXT NOT NULL DEFAULT '户主' CHECK (length(relation) <= 8) CHECK (relation IN ('户主', '家属', '租户', '物业', '邻居', '其他')),
  from_day TEXT,
  until_day TEXT,
  version BIGINT NOT NULL DEFAULT 1
)""",
    """CREATE INDEX contact_premises_id_until_day ON contact (premises_id, until_day)""",
    """CREATE INDEX contact_person_id ON contact (person_id)""",
    """CREATE TRIGGER contact_image AFTER INSERT OR UPDATE OR DELETE ON contact
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE season_account (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  premises_id BIGINT NOT NULL REFERENCES premises (id) ON DELETE RESTRICT,
  season TEXT NOT NULL CHECK (length(season) <= 12),
  heated_area_c BIGINT,
  charged_area_c BIGINT,
  state TEXT NOT NULL CHECK (length(state) <= 8),
  paid TEXT NOT NULL DEFAULT '' CHECK (length(paid) <= 8) CHECK (paid IN ('', '已缴', '欠费', '部分')),
  version BIGINT NOT NULL DEFAULT 1
)""",
    """CREATE UNIQUE INDEX season_account_premises_id_season ON season_account (premises_id, season)""",
    """CREATE TRIGGER season_account_image AFTER INSERT OR UPDATE OR DELETE ON season_account
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE doubt (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  premises_id BIGINT NOT NULL REFERENCES premises (id) ON DELETE RESTRICT,
  field TEXT NOT NULL CHECK (length(field) <= 20),
  reason TEXT NOT NULL CHECK (length(reason) <= 120),
  found_at BIGINT NOT NULL,
  settled_at BIGINT,
  version BIGINT NOT NULL DEFAULT 1
)""",
    """CREATE INDEX doubt_premises_id_field ON doubt (premises_id, field)""",
    """CREATE INDEX doubt_settled_at ON doubt (settled_at)""",
    """CREATE TRIGGER doubt_image AFTER INSERT OR UPDATE OR DELETE ON doubt
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE import_batch (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  file_name TEXT NOT NULL CHECK (length(file_name) <= 200),
  file_hash TEXT NOT NULL CHECK (length(file_hash) <= 64),
  season TEXT NOT NULL CHECK (length(season) <= 12),
  started_at BIGINT NOT NULL,
  finished_at BIGINT,
  lines BIGINT NOT NULL DEFAULT 0,
  cancelled BIGINT NOT NULL DEFAULT 0 CHECK (cancelled IN (0, 1)),
  version BIGINT NOT NULL DEFAULT 1
)""",
    """CREATE INDEX import_batch_file_hash ON import_batch (file_hash)""",
    """CREATE TRIGGER import_batch_image AFTER INSERT OR UPDATE OR DELETE ON import_batch
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE import_line (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  batch_id BIGINT NOT NULL REFERENCES import_batch (id) ON DELETE RESTRICT,
  sheet TEXT NOT NULL DEFAULT '' CHECK (length(sheet) <= 80),
  line_no BIGINT NOT NULL,
  line_hash TEXT NOT NULL CHECK (length(line_hash) <= 64),
  outcome TEXT NOT NULL CHECK (length(outcome) <= 10) CHECK (outcome IN ('created', 'updated', 'unchanged', 'duplicate', 'rejected', 'skipped')),
  reason TEXT NOT NULL DEFAULT '' CHECK (length(reason) <= 200),
  premises_id BIGINT
)""",
    """CREATE UNIQUE INDEX import_line_batch_id_sheet_line_no ON import_line (batch_id, sheet, line_no)""",
    """CREATE TRIGGER import_line_append_only BEFORE UPDATE OR DELETE ON import_line
FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER import_line_no_truncate BEFORE TRUNCATE ON import_line
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER import_line_image AFTER INSERT OR UPDATE OR DELETE ON import_line
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE matter (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  number TEXT COLLATE "C" NOT NULL UNIQUE CHECK (length(number) <= 40),
  kind TEXT NOT NULL CHECK (length(kind) <= 20),
  premises_id BIGINT REFERENCES premises (id) ON DELETE RESTRICT,
  building_id BIGINT REFERENCES building (id) ON DELETE RESTRICT,
  place_kind TEXT NOT NULL DEFAULT 'home' CHECK (length(place_kind) <= 10) CHECK (place_kind IN ('home', 'building', 'riser', 'outside', 'free')),
  place_text TEXT NOT NULL CHECK (length(place_text) <= 160),
  unlisted BIGINT NOT NULL DEFAULT 0 CHECK (unlisted IN (0, 1)),
  caller_id BIGINT REFERENCES caller (id) ON DELETE RESTRICT,
  channel TEXT NOT NULL DEFAULT '电话' CHECK (length(channel) <= 10),
  words TEXT NOT NULL DEFAULT '',
  told_at BIGINT NOT NULL,
  phase TEXT NOT NULL CHECK (length(phase) <= 16),
  owner_id BIGINT REFERENCES staff (id) ON DELETE RESTRICT,
  parent_id BIGINT REFERENCES matter (id) ON DELETE RESTRICT,
  late_entry BIGINT NOT NULL DEFAULT 0 CHECK (late_entry IN (0, 1)),
  closed_at BIGINT,
  void_reason TEXT NOT NULL DEFAULT '' CHECK (length(void_reason) <= 200),
  version BIGINT NOT NULL DEFAULT 1
)""",
    """CREATE INDEX matter_closed_at_told_at ON matter (closed_at, told_at)""",
    """CREATE INDEX matter_kind_told_at ON matter (kind, told_at)""",
    """CREATE INDEX matter_premises_id_told_at ON matter (premises_id, told_at)""",
    """CREATE INDEX matter_building_id ON matter (building_id)""",
    """CREATE INDEX matter_caller_id ON matter (caller_id)""",
    """CREATE INDEX matter_owner_id ON matter (owner_id)""",
    """CREATE INDEX matter_parent_id ON matter (parent_id)""",
    """CREATE TRIGGER matter_image AFTER INSERT OR UPDATE OR DELETE ON matter
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE matter_event (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  matter_id BIGINT NOT NULL REFERENCES matter (id) ON DELETE RESTRICT,
  kind TEXT NOT NULL CHECK (length(kind) <= 24),
  happened_at BIGINT NOT NULL,
  told_at BIGINT NOT NULL,
  entered_at BIGINT NOT NULL,
  actor_id BIGINT REFERENCES staff (id) ON DELETE RESTRICT,
  staff_id BIGINT REFERENCES staff (id) ON DELETE RESTRICT,
  visit_no BIGINT,
  code TEXT NOT NULL DEFAULT '' CHECK (length(code) <= 40),
  until_at BIGINT,
  corrects_id BIGINT REFERENCES matter_event (id) ON DELETE RESTRICT,
  withdrawn BIGINT NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1)),
  note TEXT NOT NULL DEFAULT '',
  detail TEXT NOT NULL DEFAULT '{}'
)""",
    """CREATE INDEX matter_event_matter_id_happened_at ON matter_event (matter_id, happened_at)""",
    """CREATE INDEX matter_event_actor_id ON matter_event (actor_id)""",
    """CREATE INDEX matter_event_staff_id ON matter_event (staff_id)""",
    """CREATE INDEX matter_event_corrects_id ON matter_event (corrects_id)""",
    """CREATE TRIGGER matter_event_append_only BEFORE UPDATE OR DELETE ON matter_event
FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER matter_event_no_truncate BEFORE TRUNCATE ON matter_event
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER matter_event_image AFTER INSERT OR UPDATE OR DELETE ON matter_event
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE clock_result (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  matter_id BIGINT NOT NULL REFERENCES matter (id) ON DELETE RESTRICT,
  policy_id TEXT NOT NULL CHECK (length(policy_id) <= 40),
  started_at BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  stopped_at BIGINT,
  outcome TEXT NOT NULL CHECK (length(outcome) <= 20) CHECK (outcome IN ('met', 'late_explained', 'late_user', 'late_unexplained', 'none')),
  version BIGINT NOT NULL DEFAULT 1
)""",
    """CREATE UNIQUE INDEX clock_result_matter_id_policy_id ON clock_result (matter_id, policy_id)""",
    """CREATE INDEX clock_result_policy_id_started_at ON clock_result (policy_id, started_at)""",
    """CREATE TRIGGER clock_result_image AFTER INSERT OR UPDATE OR DELETE ON clock_result
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE repair (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  matter_id BIGINT NOT NULL UNIQUE REFERENCES matter (id) ON DELETE RESTRICT,
  fault_group TEXT NOT NULL CHECK (length(fault_group) <= 8) CHECK (fault_group IN ('leak', 'cold', 'temp', 'valve', 'noise', 'public', 'other')),
  fault TEXT NOT NULL DEFAULT '' CHECK (length(fault) <= 30),
  severity TEXT NOT NULL DEFAULT '' CHECK (length(severity) <= 8) CHECK (severity IN ('', '喷', '流', '滴')),
  can_close TEXT NOT NULL DEFAULT '' CHECK (length(can_close) <= 4) CHECK (can_close IN ('', '能', '不能', '不详')),
  below_wet TEXT NOT NULL DEFAULT '' CHECK (length(below_wet) <= 4) CHECK (below_wet IN ('', '是', '否', '不详')),
  electricity TEXT NOT NULL DEFAULT '' CHECK (length(electricity) <= 4) CHECK (electricity IN ('', '有', '无', '不详')),
  fee_told BIGINT NOT NULL DEFAULT 0 CHECK (fee_told IN (0, 1)),
  contacted_at BIGINT,
  appointment_at BIGINT,
  dispatched_at BIGINT,
  repairer_id BIGINT REFERENCES staff (id) ON DELETE RESTRICT,
  arrived_at BIGINT,
  visits BIGINT NOT NULL DEFAULT 0,
  explained_at BIGINT,
  waiting_until BIGINT,
  finished_at BIGINT,
  sheet_back_at BIGINT,
  view TEXT NOT NULL DEFAULT '' CHECK (length(view) <= 8) CHECK (view IN ('', '满意', '基本满意', '不满意')),
  callback_tries BIGINT NOT NULL DEFAULT 0,
  called_back_at BIGINT,
  callback_result TEXT NOT NULL DEFAULT '' CHECK (length(callback_result) <= 12) CHECK (callback_result IN ('', 'solved', 'unsolved', 'unreached', 'refused', 'merged')),
  verified BIGINT NOT NULL DEFAULT 0 CHECK (verified IN (0, 1)),
  voided_at BIGINT,
  cause TEXT NOT NULL DEFAULT '' CHECK (length(cause) <= 20),
  done TEXT NOT NULL DEFAULT '' CHECK (length(done) <= 60),
  responsibility TEXT NOT NULL DEFAULT '' CHECK (length(responsibility) <= 20) CHECK (responsibility IN ('', '供热单位', '用户自用设施', '建设单位(保修期内)', '物业', '第三方', '待定')),
  user_words TEXT NOT NULL DEFAULT '',
  version BIGINT NOT NULL DEFAULT 1
)""",
    """CREATE INDEX repair_repairer_id_sheet_back_at ON repair (repairer_id, sheet_back_at)""",
    """CREATE INDEX repair_finished_at_called_back_at ON repair (finished_at, called_back_at)""",
    """CREATE TRIGGER repair_image AFTER INSERT OR UPDATE OR DELETE ON repair
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE visit (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  matter_id BIGINT NOT NULL REFERENCES matter (id) ON DELETE RESTRICT,
  ordinal BIGINT NOT NULL,
  repairer_id BIGINT REFERENCES staff (id) ON DELETE RESTRICT,
  set_out_at BIGINT,
  arrived_at BIGINT,
  left_at BIGINT,
  result TEXT NOT NULL DEFAULT '' CHECK (length(result) <= 16) CHECK (result IN ('', 'fixed', 'temporary', 'waiting_parts', 'waiting_shutdown', 'nobody_home', 'refused_entry', 'no_adult', 'wrong_address', 'emergency_team', 'not_ours')),
  note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 300),
  version BIGINT NOT NULL DEFAULT 1
)""",
    """CREATE UNIQUE INDEX visit_matter_id_ordinal ON visit (matter_id, ordinal)""",
    """CREATE INDEX visit_repairer_id ON visit (repairer_id)""",
    """CREATE TRIGGER visit_image AFTER INSERT OR UPDATE OR DELETE ON visit
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE enquiry (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  matter_id BIGINT NOT NULL UNIQUE REFERENCES matter (id) ON DELETE RESTRICT,
  topic TEXT NOT NULL DEFAULT '' CHECK (length(topic) <= 30),
  answer TEXT NOT NULL DEFAULT '',
  answered_at BIGINT,
  content BIGINT CHECK (content IN (0, 1)),
  version BIGINT NOT NULL DEFAULT 1
)""",
    """CREATE TRIGGER enquiry_image AFTER INSERT OR UPDATE OR DELETE ON enquiry
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE sheet (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  number TEXT COLLATE "C" NOT NULL UNIQUE CHECK (length(number) <= 40),
  form TEXT NOT NULL CHECK (length(form) <= 20),
  matter_id BIGINT REFERENCES matter (id) ON DELETE RESTRICT,
  visit_no BIGINT,
  repairer_id BIGINT REFERENCES staff (id) ON DELETE RESTRICT,
  state TEXT NOT NULL DEFAULT 'out' CHECK (length(state) <= 10) CHECK (state IN ('out', 'returned', 'void')),
  key_id TEXT NOT NULL CHECK (length(key_id) <= 16),
  callback_mac TEXT NOT NULL DEFAULT '' CHECK (length(callback_mac) <= 64),
  made_at BIGINT NOT NULL,
  void_reason TEXT NOT NULL DEFAULT '' CHECK (length(void_reason) <= 200),
  version BIGINT NOT NULL DEFAULT 1
)""",
    """CREATE INDEX sheet_matter_id ON sheet (matter_id)""",
    """CREATE INDEX sheet_state_repairer_id ON sheet (state, repairer_id)""",
    """CREATE INDEX sheet_repairer_id ON sheet (repairer_id)""",
    """CREATE TRIGGER sheet_image AFTER INSERT OR UPDATE OR DELETE ON sheet
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE print_record (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  sheet_id BIGINT NOT NULL REFERENCES sheet (id) ON DELETE RESTRICT,
  ordinal BIGINT NOT NULL,
  copies TEXT NOT NULL CHECK (length(copies) <= 20),
  at BIGINT NOT NULL,
  by_id BIGINT REFERENCES staff (id) ON DELETE RESTRICT,
  target TEXT NOT NULL CHECK (length(target) <= 200),
  sha256 TEXT NOT NULL CHECK (length(sha256) <= 64),
  approved_by TEXT NOT NULL DEFAULT '' CHECK (length(approved_by) <= 40)
)""",
    """CREATE UNIQUE INDEX print_record_sheet_id_ordinal ON print_record (sheet_id, ordinal)""",
    """CREATE INDEX print_record_by_id ON print_record (by_id)""",
    """CREATE TRIGGER print_record_append_only BEFORE UPDATE OR DELETE ON print_record
FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER print_record_no_truncate BEFORE TRUNCATE ON print_record
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER print_record_image AFTER INSERT OR UPDATE OR DELETE ON print_record
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE sheet_return (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  sheet_id BIGINT NOT NULL REFERENCES sheet (id) ON DELETE RESTRICT,
  print_record_id BIGINT REFERENCES print_record (id) ON DELETE RESTRICT,
  print_sha256 TEXT NOT NULL DEFAULT '' CHECK (length(print_sha256) <= 64),
  copy TEXT NOT NULL DEFAULT '' CHECK (length(copy) <= 2),
  scan_sha256 TEXT NOT NULL DEFAULT '' CHECK (length(scan_sha256) <= 64),
  returned_at BIGINT NOT NULL,
  signed TEXT NOT NULL CHECK (length(signed) <= 10) CHECK (signed IN ('signed', 'refused', 'absent')),
  signed_at BIGINT,
  signer TEXT NOT NULL DEFAULT '' CHECK (length(signer) <= 20),
  witness TEXT NOT NULL DEFAULT '' CHECK (length(witness) <= 80),
  refused_reason TEXT NOT NULL DEFAULT '' CHECK (length(refused_reason) <= 120),
  view TEXT NOT NULL DEFAULT '' CHECK (length(view) <= 8),
  words TEXT NOT NULL DEFAULT '',
  amount_fen BIGINT NOT NULL DEFAULT 0,
  receipt_no TEXT NOT NULL DEFAULT '' CHECK (length(receipt_no) <= 30),
  arrived_written_at BIGINT,
  finished_written_at BIGINT,
  difference_reason TEXT NOT NULL DEFAULT '' CHECK (length(difference_reason) <= 200),
  showed_badge BIGINT NOT NULL DEFAULT 0 CHECK (showed_badge IN (0, 1))
)""",
    """CREATE INDEX sheet_return_sheet_id ON sheet_return (sheet_id)""",
    """CREATE INDEX sheet_return_print_record_id ON sheet_return (print_record_id)""",
    """CREATE TRIGGER sheet_return_append_only BEFORE UPDATE OR DELETE ON sheet_return
FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER sheet_return_no_truncate BEFORE TRUNCATE ON sheet_return
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER sheet_return_image AFTER INSERT OR UPDATE OR DELETE ON sheet_return
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE number_counter (
  series TEXT NOT NULL CHECK (length(series) <= 8),
  day TEXT NOT NULL CHECK (length(day) <= 8),
  last BIGINT NOT NULL,
  PRIMARY KEY (series, day)
)""",
    """CREATE TABLE search_key (
  key TEXT COLLATE "C" NOT NULL CHECK (length(key) <= 80),
  premises_id BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (length(kind) <= 12),
  PRIMARY KEY (key, premises_id)
)""",
    """CREATE INDEX search_key_premises_id ON search_key (premises_id)""",
    """CREATE TABLE blob (
  sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
  body BYTEA NOT NULL
)""",
)
