"""Care of the ledger: layouts, undoing and merging, districts, certificates, marks, changes told, what was shown and exported."""

SQLITE = (
    """CREATE TABLE district (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE CHECK (length(name) <= 40),
  repairer_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
  deputy_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
  remark TEXT NOT NULL DEFAULT '' CHECK (length(remark) <= 120),
  voided_at INTEGER,
  version INTEGER NOT NULL DEFAULT 1
) STRICT""",
    """CREATE INDEX district_repairer_id ON district (repairer_id)""",
    """CREATE INDEX district_deputy_id ON district (deputy_id)""",
    """CREATE TRIGGER district_image_insert AFTER INSERT ON district BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('district', NEW.id, 'I', json_object('id', NEW.id, 'name', NEW.name, 'repairer_id', NEW.repairer_id, 'deputy_id', NEW.deputy_id, 'remark', NEW.remark, 'voided_at', NEW.voided_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER district_image_update AFTER UPDATE ON district BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('district', NEW.id, 'U', json_object('id', NEW.id, 'name', NEW.name, 'repairer_id', NEW.repairer_id, 'deputy_id', NEW.deputy_id, 'remark', NEW.remark, 'voided_at', NEW.voided_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER district_image_delete AFTER DELETE ON district BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('district', OLD.id, 'D', '{}');
END""",
    """CREATE INDEX import_line_premises_id ON import_line (premises_id)""",
    """DROP TRIGGER staff_image_insert""",
    """DROP TRIGGER staff_image_update""",
    """DROP TRIGGER staff_image_delete""",
    """ALTER TABLE staff ADD COLUMN post TEXT NOT NULL DEFAULT '' CHECK (length(post) <= 20)""",
    """CREATE TRIGGER staff_image_insert AFTER INSERT ON staff BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('staff', NEW.id, 'I', json_object('id', NEW.id, 'name', NEW.name, 'initials', NEW.initials, 'badge', NEW.badge, 'phone', NEW.phone, 'post', NEW.post, 'pin_hash', NEW.pin_hash, 'is_manager', NEW.is_manager, 'is_clerk', NEW.is_clerk, 'is_repairer', NEW.is_repairer, 'is_viewer', NEW.is_viewer, 'left_on', NEW.left_on, 'version', NEW.version));
END""",
    """CREATE TRIGGER staff_image_update AFTER UPDATE ON staff BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('staff', NEW.id, 'U', json_object('id', NEW.id, 'name', NEW.name, 'initials', NEW.initials, 'badge', NEW.badge, 'phone', NEW.phone, 'post', NEW.post, 'pin_hash', NEW.pin_hash, 'is_manager', NEW.is_manager, 'is_clerk', NEW.is_clerk, 'is_repairer', NEW.is_repairer, 'is_viewer', NEW.is_viewer, 'left_on', NEW.left_on, 'version', NEW.version));
END""",
    """CREATE TRIGGER staff_image_delete AFTER DELETE ON staff BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('staff', OLD.id, 'D', '{}');
END""",
    """DROP TRIGGER community_image_insert""",
    """DROP TRIGGER community_image_update""",
    """DROP TRIGGER community_image_delete""",
    """ALTER TABLE community ADD COLUMN former_names TEXT NOT NULL DEFAULT '' CHECK (length(former_names) <= 300)""",
    """ALTER TABLE community ADD COLUMN voided_at INTEGER""",
    """CREATE TRIGGER community_image_insert AFTER INSERT ON community BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('community', NEW.id, 'I', json_object('id', NEW.id, 'name', NEW.name, 'short_name', NEW.short_name, 'former_names', NEW.former_names, 'form', NEW.form, 'voided_at', NEW.voided_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER community_image_update AFTER UPDATE ON community BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('community', NEW.id, 'U', json_object('id', NEW.id, 'name', NEW.name, 'short_name', NEW.short_name, 'former_names', NEW.former_names, 'form', NEW.form, 'voided_at', NEW.voided_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER community_image_delete AFTER DELETE ON community BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('community', OLD.id, 'D', '{}');
END""",
    """DROP TRIGGER building_image_insert""",
    """DROP TRIGGER building_image_update""",
    """DROP TRIGGER building_image_delete""",
    """ALTER TABLE building ADD COLUMN valve_photo TEXT NOT NULL DEFAULT '' CHECK (length(valve_photo) <= 64)""",
    """ALTER TABLE building ADD COLUMN district_id INTEGER REFERENCES district (id) ON DELETE RESTRICT""",
    """ALTER TABLE building ADD COLUMN voided_at INTEGER""",
    """CREATE INDEX building_district_id ON building (district_id)""",
    """CREATE TRIGGER building_image_insert AFTER INSERT ON building BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('building', NEW.id, 'I', json_object('id', NEW.id, 'community_id', NEW.community_id, 'name', NEW.name, 'valves', NEW.valves, 'valve_photo', NEW.valve_photo, 'district_id', NEW.district_id, 'voided_at', NEW.voided_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER building_image_update AFTER UPDATE ON building BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('building', NEW.id, 'U', json_object('id', NEW.id, 'community_id', NEW.community_id, 'name', NEW.name, 'valves', NEW.valves, 'valve_photo', NEW.valve_photo, 'district_id', NEW.district_id, 'voided_at', NEW.voided_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER building_image_delete AFTER DELETE ON building BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('building', OLD.id, 'D', '{}');
END""",
    """DROP TRIGGER premises_image_insert""",
    """DROP TRIGGER premises_image_update""",
    """DROP TRIGGER premises_image_delete""",
    """ALTER TABLE premises ADD COLUMN merged_into_id INTEGER REFERENCES premises (id) ON DELETE RESTRICT""",
    """CREATE INDEX premises_merged_into_id ON premises (merged_into_id)""",
    """CREATE TRIGGER premises_image_insert AFTER INSERT ON premises BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('premises', NEW.id, 'I', json_object('id', NEW.id, 'number', NEW.number, 'building_id', NEW.building_id, 'unit', NEW.unit, 'room', NEW.room, 'floor', NEW.floor, 'address', NEW.address, 'use', NEW.use, 'low_income', NEW.low_income, 'area_c', NEW.area_c, 'heating', NEW.heating, 'position', NEW.position, 'state', NEW.state, 'state_basis', NEW.state_basis, 'connected_on', NEW.connected_on, 'origin', NEW.origin, 'remark', NEW.remark, 'voided_at', NEW.voided_at, 'void_reason', NEW.void_reason, 'merged_into_id', NEW.merged_into_id, 'version', NEW.version));
END""",
    """CREATE TRIGGER premises_image_update AFTER UPDATE ON premises BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('premises', NEW.id, 'U', json_object('id', NEW.id, 'number', NEW.number, 'building_id', NEW.building_id, 'unit', NEW.unit, 'room', NEW.room, 'floor', NEW.floor, 'address', NEW.address, 'use', NEW.use, 'low_income', NEW.low_income, 'area_c', NEW.area_c, 'heating', NEW.heating, 'position', NEW.position, 'state', NEW.state, 'state_basis', NEW.state_basis, 'connected_on', NEW.connected_on, 'origin', NEW.origin, 'remark', NEW.remark, 'voided_at', NEW.voided_at, 'void_reason', NEW.void_reason, 'merged_into_id', NEW.merged_into_id, 'version', NEW.version));
END""",
    """CREATE TRIGGER premises_image_delete AFTER DELETE ON premises BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('premises', OLD.id, 'D', '{}');
END""",
    """DROP TRIGGER season_account_image_insert""",
    """DROP TRIGGER season_account_image_update""",
    """DROP TRIGGER season_account_image_delete""",
    """ALTER TABLE season_account ADD COLUMN voided_at INTEGER""",
    """CREATE TRIGGER season_account_image_insert AFTER INSERT ON season_account BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('season_account', NEW.id, 'I', json_object('id', NEW.id, 'premises_id', NEW.premises_id, 'season', NEW.season, 'heated_area_c', NEW.heated_area_c, 'charged_area_c', NEW.charged_area_c, 'state', NEW.state, 'paid', NEW.paid, 'voided_at', NEW.voided_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER season_account_image_update AFTER UPDATE ON season_account BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('season_account', NEW.id, 'U', json_object('id', NEW.id, 'premises_id', NEW.premises_id, 'season', NEW.season, 'heated_area_c', NEW.heated_area_c, 'charged_area_c', NEW.charged_area_c, 'state', NEW.state, 'paid', NEW.paid, 'voided_at', NEW.voided_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER season_account_image_delete AFTER DELETE ON season_account BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('season_account', OLD.id, 'D', '{}');
END""",
    """DROP TRIGGER contact_image_insert""",
    """DROP TRIGGER contact_image_update""",
    """DROP TRIGGER contact_image_delete""",
    """ALTER TABLE contact ADD COLUMN voided_at INTEGER""",
    """CREATE TRIGGER contact_image_insert AFTER INSERT ON contact BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('contact', NEW.id, 'I', json_object('id', NEW.id, 'premises_id', NEW.premises_id, 'person_id', NEW.person_id, 'relation', NEW.relation, 'from_day', NEW.from_day, 'until_day', NEW.until_day, 'voided_at', NEW.voided_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER contact_image_update AFTER UPDATE ON contact BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('contact', NEW.id, 'U', json_object('id', NEW.id, 'premises_id', NEW.premises_id, 'person_id', NEW.person_id, 'relation', NEW.relation, 'from_day', NEW.from_day, 'until_day', NEW.until_day, 'voided_at', NEW.voided_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER contact_image_delete AFTER DELETE ON contact BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('contact', OLD.id, 'D', '{}');
END""",
    """DROP TRIGGER doubt_image_insert""",
    """DROP TRIGGER doubt_image_update""",
    """DROP TRIGGER doubt_image_delete""",
    """ALTER TABLE doubt ADD COLUMN settlement TEXT NOT NULL DEFAULT '' CHECK (length(settlement) <= 60)""",
    """ALTER TABLE doubt ADD COLUMN ask_on TEXT""",
    """CREATE TRIGGER doubt_image_insert AFTER INSERT ON doubt BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('doubt', NEW.id, 'I', json_object('id', NEW.id, 'premises_id', NEW.premises_id, 'field', NEW.field, 'reason', NEW.reason, 'found_at', NEW.found_at, 'settled_at', NEW.settled_at, 'settlement', NEW.settlement, 'ask_on', NEW.ask_on, 'version', NEW.version));
END""",
    """CREATE TRIGGER doubt_image_update AFTER UPDATE ON doubt BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('doubt', NEW.id, 'U', json_object('id', NEW.id, 'premises_id', NEW.premises_id, 'field', NEW.field, 'reason', NEW.reason, 'found_at', NEW.found_at, 'settled_at', NEW.settled_at, 'settlement', NEW.settlement, 'ask_on', NEW.ask_on, 'version', NEW.version));
END""",
    """CREATE TRIGGER doubt_image_delete AFTER DELETE ON doubt BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('doubt', OLD.id, 'D', '{}');
END""",
    """DROP TRIGGER import_batch_image_insert""",
    """DROP TRIGGER import_batch_image_update""",
    """DROP TRIGGER import_batch_image_delete""",
    """ALTER TABLE import_batch ADD COLUMN undone_at INTEGER""",
    """ALTER TABLE import_batch ADD COLUMN undo_reason TEXT NOT NULL DEFAULT '' CHECK (length(undo_reason) <= 200)""",
    """CREATE TRIGGER import_batch_image_insert AFTER INSERT ON import_batch BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('import_batch', NEW.id, 'I', json_object('id', NEW.id, 'file_name', NEW.file_name, 'file_hash', NEW.file_hash, 'season', NEW.season, 'started_at', NEW.started_at, 'finished_at', NEW.finished_at, 'lines', NEW.lines, 'cancelled', NEW.cancelled, 'undone_at', NEW.undone_at, 'undo_reason', NEW.undo_reason, 'version', NEW.version));
END""",
    """CREATE TRIGGER import_batch_image_update AFTER UPDATE ON import_batch BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('import_batch', NEW.id, 'U', json_object('id', NEW.id, 'file_name', NEW.file_name, 'file_hash', NEW.file_hash, 'season', NEW.season, 'started_at', NEW.started_at, 'finished_at', NEW.finished_at, 'lines', NEW.lines, 'cancelled', NEW.cancelled, 'undone_at', NEW.undone_at, 'undo_reason', NEW.undo_reason, 'version', NEW.version));
END""",
    """CREATE TRIGGER import_batch_image_delete AFTER DELETE ON import_batch BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('import_batch', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE certificate (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  staff_id INTEGER NOT NULL REFERENCES staff (id) ON DELETE RESTRICT,
  kind TEXT NOT NULL CHECK (length(kind) <= 30),
  number TEXT NOT NULL DEFAULT '' CHECK (length(number) <= 40),
  issuer TEXT NOT NULL DEFAULT '' CHECK (length(issuer) <= 60),
  issued_on TEXT,
  valid_until TEXT,
  scan TEXT NOT NULL DEFAULT '' CHECK (length(scan) <= 64),
  voided_at INTEGER,
  version INTEGER NOT NULL DEFAULT 1
) STRICT""",
    """CREATE INDEX certificate_staff_id_valid_until ON certificate (staff_id, valid_until)""",
    """CREATE TRIGGER certificate_image_insert AFTER INSERT ON certificate BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('certificate', NEW.id, 'I', json_object('id', NEW.id, 'staff_id', NEW.staff_id, 'kind', NEW.kind, 'number', NEW.number, 'issuer', NEW.issuer, 'issued_on', NEW.issued_on, 'valid_until', NEW.valid_until, 'scan', NEW.scan, 'voided_at', NEW.voided_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER certificate_image_update AFTER UPDATE ON certificate BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('certificate', NEW.id, 'U', json_object('id', NEW.id, 'staff_id', NEW.staff_id, 'kind', NEW.kind, 'number', NEW.number, 'issuer', NEW.issuer, 'issued_on', NEW.issued_on, 'valid_until', NEW.valid_until, 'scan', NEW.scan, 'voided_at', NEW.voided_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER certificate_image_delete AFTER DELETE ON certificate BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('certificate', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE training (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  staff_id INTEGER NOT NULL REFERENCES staff (id) ON DELETE RESTRICT,
  kind TEXT NOT NULL DEFAULT '安全' CHECK (length(kind) <= 8) CHECK (kind IN ('安全', '技术', '服务')),
  day TEXT NOT NULL,
  topic TEXT NOT NULL CHECK (length(topic) <= 80),
  voided_at INTEGER,
  version INTEGER NOT NULL DEFAULT 1
) STRICT""",
    """CREATE INDEX training_staff_id_day ON training (staff_id, day)""",
    """CREATE TRIGGER training_image_insert AFTER INSERT ON training BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('training', NEW.id, 'I', json_object('id', NEW.id, 'staff_id', NEW.staff_id, 'kind', NEW.kind, 'day', NEW.day, 'topic', NEW.topic, 'voided_at', NEW.voided_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER training_image_update AFTER UPDATE ON training BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('training', NEW.id, 'U', json_object('id', NEW.id, 'staff_id', NEW.staff_id, 'kind', NEW.kind, 'day', NEW.day, 'topic', NEW.topic, 'voided_at', NEW.voided_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER training_image_delete AFTER DELETE ON training BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('training', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE ledger_layout (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  shape TEXT NOT NULL UNIQUE CHECK (length(shape) <= 64),
  fields TEXT NOT NULL,
  used_at INTEGER NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
) STRICT""",
    """CREATE TRIGGER ledger_layout_image_insert AFTER INSERT ON ledger_layout BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('ledger_layout', NEW.id, 'I', json_object('id', NEW.id, 'shape', NEW.shape, 'fields', NEW.fields, 'used_at', NEW.used_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER ledger_layout_image_update AFTER UPDATE ON ledger_layout BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('ledger_layout', NEW.id, 'U', json_object('id', NEW.id, 'shape', NEW.shape, 'fields', NEW.fields, 'used_at', NEW.used_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER ledger_layout_image_delete AFTER DELETE ON ledger_layout BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('ledger_layout', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE premises_flag (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  premises_id INTEGER NOT NULL REFERENCES premises (id) ON DELETE RESTRICT,
  word TEXT NOT NULL CHECK (length(word) <= 16),
  source TEXT NOT NULL CHECK (length(source) <= 120),
  from_day TEXT NOT NULL,
  until_day TEXT,
  ended_at INTEGER,
  end_reason TEXT NOT NULL DEFAULT '' CHECK (length(end_reason) <= 120),
  version INTEGER NOT NULL DEFAULT 1
) STRICT""",
    """CREATE INDEX premises_flag_premises_id_ended_at ON premises_flag (premises_id, ended_at)""",
    """CREATE TRIGGER premises_flag_image_insert AFTER INSERT ON premises_flag BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('premises_flag', NEW.id, 'I', json_object('id', NEW.id, 'premises_id', NEW.premises_id, 'word', NEW.word, 'source', NEW.source, 'from_day', NEW.from_day, 'until_day', NEW.until_day, 'ended_at', NEW.ended_at, 'end_reason', NEW.end_reason, 'version', NEW.version));
END""",
    """CREATE TRIGGER premises_flag_image_update AFTER UPDATE ON premises_flag BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('premises_flag', NEW.id, 'U', json_object('id', NEW.id, 'premises_id', NEW.premises_id, 'word', NEW.word, 'source', NEW.source, 'from_day', NEW.from_day, 'until_day', NEW.until_day, 'ended_at', NEW.ended_at, 'end_reason', NEW.end_reason, 'version', NEW.version));
END""",
    """CREATE TRIGGER premises_flag_image_delete AFTER DELETE ON premises_flag BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('premises_flag', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE premises_merge (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kept_id INTEGER NOT NULL REFERENCES premises (id) ON DELETE RESTRICT,
  merged_id INTEGER NOT NULL REFERENCES premises (id) ON DELETE RESTRICT,
  reason TEXT NOT NULL DEFAULT '' CHECK (length(reason) <= 200),
  merged_at INTEGER NOT NULL,
  taken_back_at INTEGER,
  taken_back_reason TEXT NOT NULL DEFAULT '' CHECK (length(taken_back_reason) <= 200),
  version INTEGER NOT NULL DEFAULT 1
) STRICT""",
    """CREATE INDEX premises_merge_merged_id_taken_back_at ON premises_merge (merged_id, taken_back_at)""",
    """CREATE INDEX premises_merge_kept_id ON premises_merge (kept_id)""",
    """CREATE TRIGGER premises_merge_image_insert AFTER INSERT ON premises_merge BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('premises_merge', NEW.id, 'I', json_object('id', NEW.id, 'kept_id', NEW.kept_id, 'merged_id', NEW.merged_id, 'reason', NEW.reason, 'merged_at', NEW.merged_at, 'taken_back_at', NEW.taken_back_at, 'taken_back_reason', NEW.taken_back_reason, 'version', NEW.version));
END""",
    """CREATE TRIGGER premises_merge_image_update AFTER UPDATE ON premises_merge BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('premises_merge', NEW.id, 'U', json_object('id', NEW.id, 'kept_id', NEW.kept_id, 'merged_id', NEW.merged_id, 'reason', NEW.reason, 'merged_at', NEW.merged_at, 'taken_back_at', NEW.taken_back_at, 'taken_back_reason', NEW.taken_back_reason, 'version', NEW.version));
END""",
    """CREATE TRIGGER premises_merge_image_delete AFTER DELETE ON premises_merge BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('premises_merge', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE distinct_pair (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  first_id INTEGER NOT NULL REFERENCES premises (id) ON DELETE RESTRICT,
  second_id INTEGER NOT NULL REFERENCES premises (id) ON DELETE RESTRICT,
  said_at INTEGER NOT NULL,
  voided_at INTEGER,
  version INTEGER NOT NULL DEFAULT 1
) STRICT""",
    """CREATE UNIQUE INDEX distinct_pair_first_id_second_id ON distinct_pair (first_id, second_id)""",
    """CREATE INDEX distinct_pair_second_id ON distinct_pair (second_id)""",
    """CREATE TRIGGER distinct_pair_image_insert AFTER INSERT ON distinct_pair BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('distinct_pair', NEW.id, 'I', json_object('id', NEW.id, 'first_id', NEW.first_id, 'second_id', NEW.second_id, 'said_at', NEW.said_at, 'voided_at', NEW.voided_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER distinct_pair_image_update AFTER UPDATE ON distinct_pair BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('distinct_pair', NEW.id, 'U', json_object('id', NEW.id, 'first_id', NEW.first_id, 'second_id', NEW.second_id, 'said_at', NEW.said_at, 'voided_at', NEW.voided_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER distinct_pair_image_delete AFTER DELETE ON distinct_pair BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('distinct_pair', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE information_change (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  premises_id INTEGER NOT NULL REFERENCES premises (id) ON DELETE RESTRICT,
  field TEXT NOT NULL CHECK (length(field) <= 20),
  told_by TEXT NOT NULL CHECK (length(told_by) <= 8),
  channel TEXT NOT NULL CHECK (length(channel) <= 8),
  basis TEXT NOT NULL DEFAULT '' CHECK (length(basis) <= 120),
  before TEXT NOT NULL DEFAULT '' CHECK (length(before) <= 200),
  after TEXT NOT NULL DEFAULT '' CHECK (length(after) <= 200),
  person_before_id INTEGER REFERENCES person (id) ON DELETE RESTRICT,
  person_after_id INTEGER REFERENCES person (id) ON DELETE RESTRICT,
  matter_id INTEGER REFERENCES matter (id) ON DELETE RESTRICT,
  told_at INTEGER NOT NULL,
  entered_at INTEGER NOT NULL
) STRICT""",
    """CREATE INDEX information_change_premises_id_told_at ON information_change (premises_id, told_at)""",
    """CREATE INDEX information_change_person_before_id ON information_change (person_before_id)""",
    """CREATE INDEX information_change_person_after_id ON information_change (person_after_id)""",
    """CREATE INDEX information_change_matter_id ON information_change (matter_id)""",
    """CREATE TRIGGER information_change_no_update BEFORE UPDATE ON information_change BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to information_change');
END""",
    """CREATE TRIGGER information_change_no_delete BEFORE DELETE ON information_change BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to information_change');
END""",
    """CREATE TRIGGER information_change_no_replace BEFORE INSERT ON information_change
WHEN EXISTS (SELECT 1 FROM information_change WHERE id = NEW.id) BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to information_change');
END""",
    """CREATE TRIGGER information_change_image_insert AFTER INSERT ON information_change BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('information_change', NEW.id, 'I', json_object('id', NEW.id, 'premises_id', NEW.premises_id, 'field', NEW.field, 'told_by', NEW.told_by, 'channel', NEW.channel, 'basis', NEW.basis, 'before', NEW.before, 'after', NEW.after, 'person_before_id', NEW.person_before_id, 'person_after_id', NEW.person_after_id, 'matter_id', NEW.matter_id, 'told_at', NEW.told_at, 'entered_at', NEW.entered_at));
END""",
    """CREATE TRIGGER information_change_image_update AFTER UPDATE ON information_change BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('information_change', NEW.id, 'U', json_object('id', NEW.id, 'premises_id', NEW.premises_id, 'field', NEW.field, 'told_by', NEW.told_by, 'channel', NEW.channel, 'basis', NEW.basis, 'before', NEW.before, 'after', NEW.after, 'person_before_id', NEW.person_before_id, 'person_after_id', NEW.person_after_id, 'matter_id', NEW.matter_id, 'told_at', NEW.told_at, 'entered_at', NEW.entered_at));
END""",
    """CREATE TRIGGER information_change_image_delete AFTER DELETE ON information_change BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('information_change', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE disclosure (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  staff_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
  premises_id INTEGER REFERENCES premises (id) ON DELETE RESTRICT,
  person_id INTEGER REFERENCES person (id) ON DELETE RESTRICT,
  caller_id INTEGER REFERENCES caller (id) ON DELETE RESTRICT,
  field TEXT NOT NULL CHECK (length(field) <= 12),
  place TEXT NOT NULL CHECK (length(place) <= 30),
  shown_at INTEGER NOT NULL
) STRICT""",
    """CREATE INDEX disclosure_shown_at ON disclosure (shown_at)""",
    """CREATE INDEX disclosure_staff_id ON disclosure (staff_id)""",
    """CREATE INDEX disclosure_premises_id ON disclosure (premises_id)""",
    """CREATE INDEX disclosure_person_id ON disclosure (person_id)""",
    """CREATE INDEX disclosure_caller_id ON disclosure (caller_id)""",
    """CREATE TRIGGER disclosure_no_update BEFORE UPDATE ON disclosure BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to disclosure');
END""",
    """CREATE TRIGGER disclosure_no_delete BEFORE DELETE ON disclosure BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to disclosure');
END""",
    """CREATE TRIGGER disclosure_no_replace BEFORE INSERT ON disclosure
WHEN EXISTS (SELECT 1 FROM disclosure WHERE id = NEW.id) BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to disclosure');
END""",
    """CREATE TRIGGER disclosure_image_insert AFTER INSERT ON disclosure BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('disclosure', NEW.id, 'I', json_object('id', NEW.id, 'staff_id', NEW.staff_id, 'premises_id', NEW.premises_id, 'person_id', NEW.person_id, 'caller_id', NEW.caller_id, 'field', NEW.field, 'place', NEW.place, 'shown_at', NEW.shown_at));
END""",
    """CREATE TRIGGER disclosure_image_update AFTER UPDATE ON disclosure BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('disclosure', NEW.id, 'U', json_object('id', NEW.id, 'staff_id', NEW.staff_id, 'premises_id', NEW.premises_id, 'person_id', NEW.person_id, 'caller_id', NEW.caller_id, 'field', NEW.field, 'place', NEW.place, 'shown_at', NEW.shown_at));
END""",
    """CREATE TRIGGER disclosure_image_delete AFTER DELETE ON disclosure BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('disclosure', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE export_record (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  staff_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
  subject TEXT NOT NULL CHECK (length(subject) <= 30),
  reason TEXT NOT NULL CHECK (length(reason) <= 200),
  rows INTEGER NOT NULL,
  masked INTEGER NOT NULL DEFAULT 1 CHECK (masked IN (0, 1)),
  file_name TEXT NOT NULL CHECK (length(file_name) <= 200),
  sha256 TEXT NOT NULL CHECK (length(sha256) <= 64),
  made_at INTEGER NOT NULL
) STRICT""",
    """CREATE INDEX export_record_made_at ON export_record (made_at)""",
    """CREATE INDEX export_record_staff_id ON export_record (staff_id)""",
    """CREATE TRIGGER export_record_no_update BEFORE UPDATE ON export_record BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to export_record');
END""",
    """CREATE TRIGGER export_record_no_delete BEFORE DELETE ON export_record BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to export_record');
END""",
    """CREATE TRIGGER export_record_no_replace BEFORE INSERT ON export_record
WHEN EXISTS (SELECT 1 FROM export_record WHERE id = NEW.id) BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to export_record');
END""",
    """CREATE TRIGGER export_record_image_insert AFTER INSERT ON export_record BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('export_record', NEW.id, 'I', json_object('id', NEW.id, 'staff_id', NEW.staff_id, 'subject', NEW.subject, 'reason', NEW.reason, 'rows', NEW.rows, 'masked', NEW.masked, 'file_name', NEW.file_name, 'sha256', NEW.sha256, 'made_at', NEW.made_at));
END""",
    """CREATE TRIGGER export_record_image_update AFTER UPDATE ON export_record BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('export_record', NEW.id, 'U', json_object('id', NEW.id, 'staff_id', NEW.staff_id, 'subject', NEW.subject, 'reason', NEW.reason, 'rows', NEW.rows, 'masked', NEW.masked, 'file_name', NEW.file_name, 'sha256', NEW.sha256, 'made_at', NEW.made_at));
END""",
    """CREATE TRIGGER export_record_image_delete AFTER DELETE ON export_record BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('export_record', OLD.id, 'D', '{}');
END""",
    """DELETE FROM search_key""",
)

POSTGRES = (
    """CREATE TABLE district (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK (length(name) <= 40),
  repairer_id BIGINT REFERENCES staff (id) ON DELETE RESTRICT,
  deputy_id BIGINT REFERENCES staff (id) ON DELETE RESTRICT,
  remark TEXT NOT NULL DEFAULT '' CHECK (length(remark) <= 120),
  voided_at BIGINT,
  version BIGINT NOT NULL DEFAULT 1
)""",
    """CREATE INDEX district_repairer_id ON district (repairer_id)""",
    """CREATE INDEX district_deputy_id ON district (deputy_id)""",
    """CREATE TRIGGER district_image AFTER INSERT OR UPDATE OR DELETE ON district
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE INDEX import_line_premises_id ON import_line (premises_id)""",
    """ALTER TABLE staff ADD COLUMN post TEXT NOT NULL DEFAULT '' CHECK (length(post) <= 20)""",
    """ALTER TABLE community ADD COLUMN former_names TEXT NOT NULL DEFAULT '' CHECK (length(former_names) <= 300)""",
    """ALTER TABLE community ADD COLUMN voided_at BIGINT""",
    """ALTER TABLE building ADD COLUMN valve_photo TEXT NOT NULL DEFAULT '' CHECK (length(valve_photo) <= 64)""",
    """ALTER TABLE building ADD COLUMN district_id BIGINT REFERENCES district (id) ON DELETE RESTRICT""",
    """ALTER TABLE building ADD COLUMN voided_at BIGINT""",
    """CREATE INDEX building_district_id ON building (district_id)""",
    """ALTER TABLE premises ADD COLUMN merged_into_id BIGINT REFERENCES premises (id) ON DELETE RESTRICT""",
    """CREATE INDEX premises_merged_into_id ON premises (merged_into_id)""",
    """ALTER TABLE season_account ADD COLUMN voided_at BIGINT""",
    """ALTER TABLE contact ADD COLUMN voided_at BIGINT""",
    """ALTER TABLE doubt ADD COLUMN settlement TEXT NOT NULL DEFAULT '' CHECK (length(settlement) <= 60)""",
    """ALTER TABLE doubt ADD COLUMN ask_on TEXT""",
    """ALTER TABLE import_batch ADD COLUMN undone_at BIGINT""",
    """ALTER TABLE import_batch ADD COLUMN undo_reason TEXT NOT NULL DEFAULT '' CHECK (length(undo_reason) <= 200)""",
    """CREATE TABLE certificate (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  staff_id BIGINT NOT NULL REFERENCES staff (id) ON DELETE RESTRICT,
  kind TEXT NOT NULL CHECK (length(kind) <= 30),
  number TEXT NOT NULL DEFAULT '' CHECK (length(number) <= 40),
  issuer TEXT NOT NULL DEFAULT '' CHECK (length(issuer) <= 60),
  issued_on TEXT,
  valid_until TEXT,
  scan TEXT NOT NULL DEFAULT '' CHECK (length(scan) <= 64),
  voided_at BIGINT,
  version BIGINT NOT NULL DEFAULT 1
)""",
    """CREATE INDEX certificate_staff_id_valid_until ON certificate (staff_id, valid_until)""",
    """CREATE TRIGGER certificate_image AFTER INSERT OR UPDATE OR DELETE ON certificate
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE training (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  staff_id BIGINT NOT NULL REFERENCES staff (id) ON DELETE RESTRICT,
  kind TEXT NOT NULL DEFAULT '安全' CHECK (length(kind) <= 8) CHECK (kind IN ('安全', '技术', '服务')),
  day TEXT NOT NULL,
  topic TEXT NOT NULL CHECK (length(topic) <= 80),
  voided_at BIGINT,
  version BIGINT NOT NULL DEFAULT 1
)""",
    """CREATE INDEX training_staff_id_day ON training (staff_id, day)""",
    """CREATE TRIGGER training_image AFTER INSERT OR UPDATE OR DELETE ON training
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE ledger_layout (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  shape TEXT NOT NULL UNIQUE CHECK (length(shape) <= 64),
  fields TEXT NOT NULL,
  used_at BIGINT NOT NULL,
  version BIGINT NOT NULL DEFAULT 1
)""",
    """CREATE TRIGGER ledger_layout_image AFTER INSERT OR UPDATE OR DELETE ON ledger_layout
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE premises_flag (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  premises_id BIGINT NOT NULL REFERENCES premises (id) ON DELETE RESTRICT,
  word TEXT NOT NULL CHECK (length(word) <= 16),
  source TEXT NOT NULL CHECK (length(source) <= 120),
  from_day TEXT NOT NULL,
  until_day TEXT,
  ended_at BIGINT,
  end_reason TEXT NOT NULL DEFAULT '' CHECK (length(end_reason) <= 120),
  version BIGINT NOT NULL DEFAULT 1
)""",
    """CREATE INDEX premises_flag_premises_id_ended_at ON premises_flag (premises_id, ended_at)""",
    """CREATE TRIGGER premises_flag_image AFTER INSERT OR UPDATE OR DELETE ON premises_flag
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE premises_merge (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  kept_id BIGINT NOT NULL REFERENCES premises (id) ON DELETE RESTRICT,
  merged_id BIGINT NOT NULL REFERENCES premises (id) ON DELETE RESTRICT,
  reason TEXT NOT NULL DEFAULT '' CHECK (length(reason) <= 200),
  merged_at BIGINT NOT NULL,
  taken_back_at BIGINT,
  taken_back_reason TEXT NOT NULL DEFAULT '' CHECK (length(taken_back_reason) <= 200),
  version BIGINT NOT NULL DEFAULT 1
)""",
    """CREATE INDEX premises_merge_merged_id_taken_back_at ON premises_merge (merged_id, taken_back_at)""",
    """CREATE INDEX premises_merge_kept_id ON premises_merge (kept_id)""",
    """CREATE TRIGGER premises_merge_image AFTER INSERT OR UPDATE OR DELETE ON premises_merge
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE distinct_pair (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  first_id BIGINT NOT NULL REFERENCES premises (id) ON DELETE RESTRICT,
  second_id BIGINT NOT NULL REFERENCES premises (id) ON DELETE RESTRICT,
  said_at BIGINT NOT NULL,
  voided_at BIGINT,
  version BIGINT NOT NULL DEFAULT 1
)""",
    """CREATE UNIQUE INDEX distinct_pair_first_id_second_id ON distinct_pair (first_id, second_id)""",
    """CREATE INDEX distinct_pair_second_id ON distinct_pair (second_id)""",
    """CREATE TRIGGER distinct_pair_image AFTER INSERT OR UPDATE OR DELETE ON distinct_pair
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE information_change (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  premises_id BIGINT NOT NULL REFERENCES premises (id) ON DELETE RESTRICT,
  field TEXT NOT NULL CHECK (length(field) <= 20),
  told_by TEXT NOT NULL CHECK (length(told_by) <= 8),
  channel TEXT NOT NULL CHECK (length(channel) <= 8),
  basis TEXT NOT NULL DEFAULT '' CHECK (length(basis) <= 120),
  before TEXT NOT NULL DEFAULT '' CHECK (length(before) <= 200),
  after TEXT NOT NULL DEFAULT '' CHECK (length(after) <= 200),
  person_before_id BIGINT REFERENCES person (id) ON DELETE RESTRICT,
  person_after_id BIGINT REFERENCES person (id) ON DELETE RESTRICT,
  matter_id BIGINT REFERENCES matter (id) ON DELETE RESTRICT,
  told_at BIGINT NOT NULL,
  entered_at BIGINT NOT NULL
)""",
    """CREATE INDEX information_change_premises_id_told_at ON information_change (premises_id, told_at)""",
    """CREATE INDEX information_change_person_before_id ON information_change (person_before_id)""",
    """CREATE INDEX information_change_person_after_id ON information_change (person_after_id)""",
    """CREATE INDEX information_change_matter_id ON information_change (matter_id)""",
    """CREATE TRIGGER information_change_append_only BEFORE UPDATE OR DELETE ON information_change
FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER information_change_no_truncate BEFORE TRUNCATE ON information_change
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER information_change_image AFTER INSERT OR UPDATE OR DELETE ON information_change
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE disclosure (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  staff_id BIGINT REFERENCES staff (id) ON DELETE RESTRICT,
  premises_id BIGINT REFERENCES premises (id) ON DELETE RESTRICT,
  person_id BIGINT REFERENCES person (id) ON DELETE RESTRICT,
  caller_id BIGINT REFERENCES caller (id) ON DELETE RESTRICT,
  field TEXT NOT NULL CHECK (length(field) <= 12),
  place TEXT NOT NULL CHECK (length(place) <= 30),
  shown_at BIGINT NOT NULL
)""",
    """CREATE INDEX disclosure_shown_at ON disclosure (shown_at)""",
    """CREATE INDEX disclosure_staff_id ON disclosure (staff_id)""",
    """CREATE INDEX disclosure_premises_id ON disclosure (premises_id)""",
    """CREATE INDEX disclosure_person_id ON disclosure (person_id)""",
    """CREATE INDEX disclosure_caller_id ON disclosure (caller_id)""",
    """CREATE TRIGGER disclosure_append_only BEFORE UPDATE OR DELETE ON disclosure
FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER disclosure_no_truncate BEFORE TRUNCATE ON disclosure
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER disclosure_image AFTER INSERT OR UPDATE OR DELETE ON disclosure
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE export_record (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  staff_id BIGINT REFERENCES staff (id) ON DELETE RESTRICT,
  subject TEXT NOT NULL CHECK (length(subject) <= 30),
  reason TEXT NOT NULL CHECK (length(reason) <= 200),
  rows BIGINT NOT NULL,
  masked BIGINT NOT NULL DEFAULT 1 CHECK (masked IN (0, 1)),
  file_name TEXT NOT NULL CHECK (length(file_name) <= 200),
  sha256 TEXT NOT NULL CHECK (length(sha256) <= 64),
  made_at BIGINT NOT NULL
)""",
    """CREATE INDEX export_record_made_at ON export_record (made_at)""",
    """CREATE INDEX export_record_staff_id ON export_record (staff_id)""",
    """CREATE TRIGGER export_record_append_only BEFORE UPDATE OR DELETE ON export_record
FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER export_record_no_truncate BEFORE TRUNCATE ON export_record
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER export_record_image AFTER INSERT OR UPDATE OR DELETE ON export_record
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """DELETE FROM search_key""",
)
