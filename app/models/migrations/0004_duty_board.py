"""The duty board: shifts, roster, readings, notes, handovers, power cuts, saved filters, case files."""

SQLITE = (
    """CREATE TABLE shift_time (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL CHECK (length(name) <= 10),
  begins_minute INTEGER NOT NULL,
  ends_minute INTEGER NOT NULL,
  valid_from TEXT NOT NULL,
  voided_at INTEGER,
  version INTEGER NOT NULL DEFAULT 1
) STRICT""",
    """CREATE TRIGGER shift_time_image_insert AFTER INSERT ON shift_time BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('shift_time', NEW.id, 'I', json_object('id', NEW.id, 'name', NEW.name, 'begins_minute', NEW.begins_minute, 'ends_minute', NEW.ends_minute, 'valid_from', NEW.valid_from, 'voided_at', NEW.voided_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER shift_time_image_update AFTER UPDATE ON shift_time BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('shift_time', NEW.id, 'U', json_object('id', NEW.id, 'name', NEW.name, 'begins_minute', NEW.begins_minute, 'ends_minute', NEW.ends_minute, 'valid_from', NEW.valid_from, 'voided_at', NEW.voided_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER shift_time_image_delete AFTER DELETE ON shift_time BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('shift_time', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE roster_line (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  day TEXT NOT NULL,
  shift TEXT NOT NULL DEFAULT '' CHECK (length(shift) <= 10),
  post TEXT NOT NULL CHECK (length(post) <= 8) CHECK (post IN ('desk', 'leader', 'standby')),
  staff_id INTEGER NOT NULL REFERENCES staff (id) ON DELETE RESTRICT,
  remark TEXT NOT NULL DEFAULT '' CHECK (length(remark) <= 80),
  voided_at INTEGER,
  version INTEGER NOT NULL DEFAULT 1
) STRICT""",
    """CREATE INDEX roster_line_day ON roster_line (day)""",
    """CREATE INDEX roster_line_staff_id ON roster_line (staff_id)""",
    """CREATE TRIGGER roster_line_image_insert AFTER INSERT ON roster_line BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('roster_line', NEW.id, 'I', json_object('id', NEW.id, 'day', NEW.day, 'shift', NEW.shift, 'post', NEW.post, 'staff_id', NEW.staff_id, 'remark', NEW.remark, 'voided_at', NEW.voided_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER roster_line_image_update AFTER UPDATE ON roster_line BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('roster_line', NEW.id, 'U', json_object('id', NEW.id, 'day', NEW.day, 'shift', NEW.shift, 'post', NEW.post, 'staff_id', NEW.staff_id, 'remark', NEW.remark, 'voided_at', NEW.voided_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER roster_line_image_delete AFTER DELETE ON roster_line BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('roster_line', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE duty_reading (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  weather TEXT NOT NULL DEFAULT '' CHECK (length(weather) <= 20),
  outdoor_c INTEGER,
  low_c INTEGER,
  high_c INTEGER,
  supply_c INTEGER,
  return_c INTEGER,
  supply_kpa INTEGER,
  return_kpa INTEGER,
  remark TEXT NOT NULL DEFAULT '' CHECK (length(remark) <= 200),
  entered_at INTEGER NOT NULL,
  by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT
) STRICT""",
    """CREATE INDEX duty_reading_at ON duty_reading (at)""",
    """CREATE INDEX duty_reading_by_id ON duty_reading (by_id)""",
    """CREATE TRIGGER duty_reading_no_update BEFORE UPDATE ON duty_reading BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to duty_reading');
END""",
    """CREATE TRIGGER duty_reading_no_delete BEFORE DELETE ON duty_reading BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to duty_reading');
END""",
    """CREATE TRIGGER duty_reading_no_replace BEFORE INSERT ON duty_reading
WHEN EXISTS (SELECT 1 FROM duty_reading WHERE id = NEW.id) BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to duty_reading');
END""",
    """CREATE TRIGGER duty_reading_image_insert AFTER INSERT ON duty_reading BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('duty_reading', NEW.id, 'I', json_object('id', NEW.id, 'at', NEW.at, 'weather', NEW.weather, 'outdoor_c', NEW.outdoor_c, 'low_c', NEW.low_c, 'high_c', NEW.high_c, 'supply_c', NEW.supply_c, 'return_c', NEW.return_c, 'supply_kpa', NEW.supply_kpa, 'return_kpa', NEW.return_kpa, 'remark', NEW.remark, 'entered_at', NEW.entered_at, 'by_id', NEW.by_id));
END""",
    """CREATE TRIGGER duty_reading_image_update AFTER UPDATE ON duty_reading BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('duty_reading', NEW.id, 'U', json_object('id', NEW.id, 'at', NEW.at, 'weather', NEW.weather, 'outdoor_c', NEW.outdoor_c, 'low_c', NEW.low_c, 'high_c', NEW.high_c, 'supply_c', NEW.supply_c, 'return_c', NEW.return_c, 'supply_kpa', NEW.supply_kpa, 'return_kpa', NEW.return_kpa, 'remark', NEW.remark, 'entered_at', NEW.entered_at, 'by_id', NEW.by_id));
END""",
    """CREATE TRIGGER duty_reading_image_delete AFTER DELETE ON duty_reading BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('duty_reading', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE duty_note (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  sort TEXT NOT NULL CHECK (length(sort) <= 10),
  words TEXT NOT NULL,
  matter_id INTEGER REFERENCES matter (id) ON DELETE RESTRICT,
  corrects_id INTEGER REFERENCES duty_note (id) ON DELETE RESTRICT,
  entered_at INTEGER NOT NULL,
  by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT
) STRICT""",
    """CREATE INDEX duty_note_at ON duty_note (at)""",
    """CREATE INDEX duty_note_matter_id ON duty_note (matter_id)""",
    """CREATE INDEX duty_note_corrects_id ON duty_note (corrects_id)""",
    """CREATE INDEX duty_note_by_id ON duty_note (by_id)""",
    """CREATE TRIGGER duty_note_no_update BEFORE UPDATE ON duty_note BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to duty_note');
END""",
    """CREATE TRIGGER duty_note_no_delete BEFORE DELETE ON duty_note BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to duty_note');
END""",
    """CREATE TRIGGER duty_note_no_replace BEFORE INSERT ON duty_note
WHEN EXISTS (SELECT 1 FROM duty_note WHERE id = NEW.id) BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to duty_note');
END""",
    """CREATE TRIGGER duty_note_image_insert AFTER INSERT ON duty_note BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('duty_note', NEW.id, 'I', json_object('id', NEW.id, 'at', NEW.at, 'sort', NEW.sort, 'words', NEW.words, 'matter_id', NEW.matter_id, 'corrects_id', NEW.corrects_id, 'entered_at', NEW.entered_at, 'by_id', NEW.by_id));
END""",
    """CREATE TRIGGER duty_note_image_update AFTER UPDATE ON duty_note BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('duty_note', NEW.id, 'U', json_object('id', NEW.id, 'at', NEW.at, 'sort', NEW.sort, 'words', NEW.words, 'matter_id', NEW.matter_id, 'corrects_id', NEW.corrects_id, 'entered_at', NEW.entered_at, 'by_id', NEW.by_id));
END""",
    """CREATE TRIGGER duty_note_image_delete AFTER DELETE ON duty_note BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('duty_note', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE handover (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  number TEXT NOT NULL UNIQUE CHECK (length(number) <= 40),
  day TEXT NOT NULL,
  shift TEXT NOT NULL CHECK (length(shift) <= 10),
  leaving_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
  coming_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
  since_at INTEGER NOT NULL,
  written_at INTEGER NOT NULL,
  signed_at INTEGER,
  accepted_at INTEGER,
  promises TEXT NOT NULL DEFAULT '',
  notices TEXT NOT NULL DEFAULT '',
  orders TEXT NOT NULL DEFAULT '',
  things TEXT NOT NULL DEFAULT '',
  remark TEXT NOT NULL DEFAULT '',
  late_reason TEXT NOT NULL DEFAULT '' CHECK (length(late_reason) <= 200),
  counted TEXT NOT NULL DEFAULT '{}',
  void_reason TEXT NOT NULL DEFAULT '' CHECK (length(void_reason) <= 200),
  voided_at INTEGER,
  version INTEGER NOT NULL DEFAULT 1
) STRICT""",
    """CREATE INDEX handover_written_at ON handover (written_at)""",
    """CREATE INDEX handover_leaving_id ON handover (leaving_id)""",
    """CREATE INDEX handover_coming_id ON handover (coming_id)""",
    """CREATE TRIGGER handover_image_insert AFTER INSERT ON handover BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('handover', NEW.id, 'I', json_object('id', NEW.id, 'number', NEW.number, 'day', NEW.day, 'shift', NEW.shift, 'leaving_id', NEW.leaving_id, 'coming_id', NEW.coming_id, 'since_at', NEW.since_at, 'written_at', NEW.written_at, 'signed_at', NEW.signed_at, 'accepted_at', NEW.accepted_at, 'promises', NEW.promises, 'notices', NEW.notices, 'orders', NEW.orders, 'things', NEW.things, 'remark', NEW.remark, 'late_reason', NEW.late_reason, 'counted', NEW.counted, 'void_reason', NEW.void_reason, 'voided_at', NEW.voided_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER handover_image_update AFTER UPDATE ON handover BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('handover', NEW.id, 'U', json_object('id', NEW.id, 'number', NEW.number, 'day', NEW.day, 'shift', NEW.shift, 'leaving_id', NEW.leaving_id, 'coming_id', NEW.coming_id, 'since_at', NEW.since_at, 'written_at', NEW.written_at, 'signed_at', NEW.signed_at, 'accepted_at', NEW.accepted_at, 'promises', NEW.promises, 'notices', NEW.notices, 'orders', NEW.orders, 'things', NEW.things, 'remark', NEW.remark, 'late_reason', NEW.late_reason, 'counted', NEW.counted, 'void_reason', NEW.void_reason, 'voided_at', NEW.voided_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER handover_image_delete AFTER DELETE ON handover BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('handover', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE handover_line (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  handover_id INTEGER NOT NULL REFERENCES handover (id) ON DELETE RESTRICT,
  sort TEXT NOT NULL CHECK (length(sort) <= 10) CHECK (sort IN ('overdue', 'promised', 'asked', 'unsigned', 'running')),
  matter_id INTEGER REFERENCES matter (id) ON DELETE RESTRICT,
  approval_id INTEGER REFERENCES approval (id) ON DELETE RESTRICT,
  words TEXT NOT NULL DEFAULT '' CHECK (length(words) <= 300),
  due_at INTEGER,
  ticked_at INTEGER,
  ticked_by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT""",
    """CREATE INDEX handover_line_handover_id ON handover_line (handover_id)""",
    """CREATE INDEX handover_line_matter_id ON handover_line (matter_id)""",
    """CREATE INDEX handover_line_approval_id ON handover_line (approval_id)""",
    """CREATE INDEX handover_line_ticked_by_id ON handover_line (ticked_by_id)""",
    """CREATE TRIGGER handover_line_image_insert AFTER INSERT ON handover_line BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('handover_line', NEW.id, 'I', json_object('id', NEW.id, 'handover_id', NEW.handover_id, 'sort', NEW.sort, 'matter_id', NEW.matter_id, 'approval_id', NEW.approval_id, 'words', NEW.words, 'due_at', NEW.due_at, 'ticked_at', NEW.ticked_at, 'ticked_by_id', NEW.ticked_by_id, 'version', NEW.version));
END""",
    """CREATE TRIGGER handover_line_image_update AFTER UPDATE ON handover_line BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('handover_line', NEW.id, 'U', json_object('id', NEW.id, 'handover_id', NEW.handover_id, 'sort', NEW.sort, 'matter_id', NEW.matter_id, 'approval_id', NEW.approval_id, 'words', NEW.words, 'due_at', NEW.due_at, 'ticked_at', NEW.ticked_at, 'ticked_by_id', NEW.ticked_by_id, 'version', NEW.version));
END""",
    """CREATE TRIGGER handover_line_image_delete AFTER DELETE ON handover_line BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('handover_line', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE power_cut (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  began_at INTEGER NOT NULL,
  ended_at INTEGER,
  matter_id INTEGER REFERENCES matter (id) ON DELETE RESTRICT,
  remark TEXT NOT NULL DEFAULT '' CHECK (length(remark) <= 200),
  settled_at INTEGER,
  settled_by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
  voided_at INTEGER,
  version INTEGER NOT NULL DEFAULT 1
) STRICT""",
    """CREATE INDEX power_cut_matter_id ON power_cut (matter_id)""",
    """CREATE INDEX power_cut_settled_by_id ON power_cut (settled_by_id)""",
    """CREATE TRIGGER power_cut_image_insert AFTER INSERT ON power_cut BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('power_cut', NEW.id, 'I', json_object('id', NEW.id, 'began_at', NEW.began_at, 'ended_at', NEW.ended_at, 'matter_id', NEW.matter_id, 'remark', NEW.remark, 'settled_at', NEW.settled_at, 'settled_by_id', NEW.settled_by_id, 'voided_at', NEW.voided_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER power_cut_image_update AFTER UPDATE ON power_cut BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('power_cut', NEW.id, 'U', json_object('id', NEW.id, 'began_at', NEW.began_at, 'ended_at', NEW.ended_at, 'matter_id', NEW.matter_id, 'remark', NEW.remark, 'settled_at', NEW.settled_at, 'settled_by_id', NEW.settled_by_id, 'voided_at', NEW.voided_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER power_cut_image_delete AFTER DELETE ON power_cut BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('power_cut', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE folder_copy (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  reason TEXT NOT NULL CHECK (length(reason) <= 10) CHECK (reason IN ('evening', 'handover', 'asked')),
  file_name TEXT NOT NULL CHECK (length(file_name) <= 200),
  pages INTEGER NOT NULL,
  file_sha256 TEXT NOT NULL CHECK (length(file_sha256) <= 64),
  by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT
) STRICT""",
    """CREATE INDEX folder_copy_at ON folder_copy (at)""",
    """CREATE INDEX folder_copy_by_id ON folder_copy (by_id)""",
    """CREATE TRIGGER folder_copy_no_update BEFORE UPDATE ON folder_copy BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to folder_copy');
END""",
    """CREATE TRIGGER folder_copy_no_delete BEFORE DELETE ON folder_copy BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to folder_copy');
END""",
    """CREATE TRIGGER folder_copy_no_replace BEFORE INSERT ON folder_copy
WHEN EXISTS (SELECT 1 FROM folder_copy WHERE id = NEW.id) BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to folder_copy');
END""",
    """CREATE TRIGGER folder_copy_image_insert AFTER INSERT ON folder_copy BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('folder_copy', NEW.id, 'I', json_object('id', NEW.id, 'at', NEW.at, 'reason', NEW.reason, 'file_name', NEW.file_name, 'pages', NEW.pages, 'file_sha256', NEW.file_sha256, 'by_id', NEW.by_id));
END""",
    """CREATE TRIGGER folder_copy_image_update AFTER UPDATE ON folder_copy BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('folder_copy', NEW.id, 'U', json_object('id', NEW.id, 'at', NEW.at, 'reason', NEW.reason, 'file_name', NEW.file_name, 'pages', NEW.pages, 'file_sha256', NEW.file_sha256, 'by_id', NEW.by_id));
END""",
    """CREATE TRIGGER folder_copy_image_delete AFTER DELETE ON folder_copy BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('folder_copy', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE call_line (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  sheet_id INTEGER NOT NULL REFERENCES sheet (id) ON DELETE RESTRICT,
  line_no INTEGER NOT NULL,
  power_cut_id INTEGER REFERENCES power_cut (id) ON DELETE RESTRICT,
  told_at INTEGER,
  caller_id INTEGER REFERENCES caller (id) ON DELETE RESTRICT,
  place_text TEXT NOT NULL DEFAULT '' CHECK (length(place_text) <= 160),
  words TEXT NOT NULL DEFAULT '',
  told_what TEXT NOT NULL DEFAULT '' CHECK (length(told_what) <= 200),
  taken_by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
  outcome TEXT NOT NULL CHECK (length(outcome) <= 10) CHECK (outcome IN ('taken', 'joined', 'urged', 'answered', 'empty', 'unreadable')),
  matter_id INTEGER REFERENCES matter (id) ON DELETE RESTRICT,
  reason TEXT NOT NULL DEFAULT '' CHECK (length(reason) <= 200),
  entered_at INTEGER NOT NULL,
  by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT""",
    """CREATE UNIQUE INDEX call_line_sheet_id_line_no ON call_line (sheet_id, line_no)""",
    """CREATE INDEX call_line_matter_id ON call_line (matter_id)""",
    """CREATE INDEX call_line_power_cut_id ON call_line (power_cut_id)""",
    """CREATE INDEX call_line_caller_id ON call_line (caller_id)""",
    """CREATE INDEX call_line_taken_by_id ON call_line (taken_by_id)""",
    """CREATE INDEX call_line_by_id ON call_line (by_id)""",
    """CREATE TRIGGER call_line_image_insert AFTER INSERT ON call_line BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('call_line', NEW.id, 'I', json_object('id', NEW.id, 'sheet_id', NEW.sheet_id, 'line_no', NEW.line_no, 'power_cut_id', NEW.power_cut_id, 'told_at', NEW.told_at, 'caller_id', NEW.caller_id, 'place_text', NEW.place_text, 'words', NEW.words, 'told_what', NEW.told_what, 'taken_by_id', NEW.taken_by_id, 'outcome', NEW.outcome, 'matter_id', NEW.matter_id, 'reason', NEW.reason, 'entered_at', NEW.entered_at, 'by_id', NEW.by_id, 'version', NEW.version));
END""",
    """CREATE TRIGGER call_line_image_update AFTER UPDATE ON call_line BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('call_line', NEW.id, 'U', json_object('id', NEW.id, 'sheet_id', NEW.sheet_id, 'line_no', NEW.line_no, 'power_cut_id', NEW.power_cut_id, 'told_at', NEW.told_at, 'caller_id', NEW.caller_id, 'place_text', NEW.place_text, 'words', NEW.words, 'told_what', NEW.told_what, 'taken_by_id', NEW.taken_by_id, 'outcome', NEW.outcome, 'matter_id', NEW.matter_id, 'reason', NEW.reason, 'entered_at', NEW.entered_at, 'by_id', NEW.by_id, 'version', NEW.version));
END""",
    """CREATE TRIGGER call_line_image_delete AFTER DELETE ON call_line BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('call_line', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE saved_filter (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  staff_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
  name TEXT NOT NULL CHECK (length(name) <= 40),
  body TEXT NOT NULL,
  shared INTEGER NOT NULL DEFAULT 0 CHECK (shared IN (0, 1)),
  voided_at INTEGER,
  version INTEGER NOT NULL DEFAULT 1
) STRICT""",
    """CREATE INDEX saved_filter_staff_id ON saved_filter (staff_id)""",
    """CREATE TRIGGER saved_filter_image_insert AFTER INSERT ON saved_filter BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('saved_filter', NEW.id, 'I', json_object('id', NEW.id, 'staff_id', NEW.staff_id, 'name', NEW.name, 'body', NEW.body, 'shared', NEW.shared, 'voided_at', NEW.voided_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER saved_filter_image_update AFTER UPDATE ON saved_filter BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('saved_filter', NEW.id, 'U', json_object('id', NEW.id, 'staff_id', NEW.staff_id, 'name', NEW.name, 'body', NEW.body, 'shared', NEW.shared, 'voided_at', NEW.voided_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER saved_filter_image_delete AFTER DELETE ON saved_filter BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('saved_filter', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE case_file (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  number TEXT NOT NULL UNIQUE CHECK (length(number) <= 40),
  matter_id INTEGER REFERENCES matter (id) ON DELETE RESTRICT,
  premises_id INTEGER REFERENCES premises (id) ON DELETE RESTRICT,
  receiver TEXT NOT NULL CHECK (length(receiver) <= 80),
  receiver_kind TEXT NOT NULL CHECK (length(receiver_kind) <= 12),
  purpose TEXT NOT NULL CHECK (length(purpose) <= 200),
  pages INTEGER NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) <= 64),
  made_at INTEGER NOT NULL,
  by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT
) STRICT""",
    """CREATE INDEX case_file_matter_id ON case_file (matter_id)""",
    """CREATE INDEX case_file_premises_id ON case_file (premises_id)""",
    """CREATE INDEX case_file_by_id ON case_file (by_id)""",
    """CREATE TRIGGER case_file_no_update BEFORE UPDATE ON case_file BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to case_file');
END""",
    """CREATE TRIGGER case_file_no_delete BEFORE DELETE ON case_file BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to case_file');
END""",
    """CREATE TRIGGER case_file_no_replace BEFORE INSERT ON case_file
WHEN EXISTS (SELECT 1 FROM case_file WHERE id = NEW.id OR number = NEW.number) BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to case_file');
END""",
    """CREATE TRIGGER case_file_image_insert AFTER INSERT ON case_file BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('case_file', NEW.id, 'I', json_object('id', NEW.id, 'number', NEW.number, 'matter_id', NEW.matter_id, 'premises_id', NEW.premises_id, 'receiver', NEW.receiver, 'receiver_kind', NEW.receiver_kind, 'purpose', NEW.purpose, 'pages', NEW.pages, 'sha256', NEW.sha256, 'made_at', NEW.made_at, 'by_id', NEW.by_id));
END""",
    """CREATE TRIGGER case_file_image_update AFTER UPDATE ON case_file BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('case_file', NEW.id, 'U', json_object('id', NEW.id, 'number', NEW.number, 'matter_id', NEW.matter_id, 'premises_id', NEW.premises_id, 'receiver', NEW.receiver, 'receiver_kind', NEW.receiver_kind, 'purpose', NEW.purpose, 'pages', NEW.pages, 'sha256', NEW.sha256, 'made_at', NEW.made_at, 'by_id', NEW.by_id));
END""",
    """CREATE TRIGGER case_file_image_delete AFTER DELETE ON case_file BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('case_file', OLD.id, 'D', '{}');
END""",
)

POSTGRES = (
    """CREATE TABLE shift_time (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  name TEXT NOT NULL CHECK (length(name) <= 10),
  begins_minute BIGINT NOT NULL,
  ends_minute BIGINT NOT NULL,
  valid_from TEXT NOT NULL,
  voided_at BIGINT,
  version BIGINT NOT NULL DEFAULT 1
)""",
    """CREATE TRIGGER shift_time_image AFTER INSERT OR UPDATE OR DELETE ON shift_time
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE roster_line (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  day TEXT NOT NULL,
  shift TEXT NOT NULL DEFAULT '' CHECK (length(shift) <= 10),
  post TEXT NOT NULL CHECK (length(post) <= 8) CHECK (post IN ('desk', 'leader', 'standby')),
  staff_id BIGINT NOT NULL REFERENCES staff (id) ON DELETE RESTRICT,
  remark TEXT NOT NULL DEFAULT '' CHECK (length(remark) <= 80),
  voided_at BIGINT,
  version BIGINT NOT NULL DEFAULT 1
)""",
    """CREATE INDEX roster_line_day ON roster_line (day)""",
    """CREATE INDEX roster_line_staff_id ON roster_line (staff_id)""",
    """CREATE TRIGGER roster_line_image AFTER INSERT OR UPDATE OR DELETE ON roster_line
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE duty_reading (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  at BIGINT NOT NULL,
  weather TEXT NOT NULL DEFAULT '' CHECK (length(weather) <= 20),
  outdoor_c BIGINT,
  low_c BIGINT,
  high_c BIGINT,
  supply_c BIGINT,
  return_c BIGINT,
  supply_kpa BIGINT,
  return_kpa BIGINT,
  remark TEXT NOT NULL DEFAULT '' CHECK (length(remark) <= 200),
  entered_at BIGINT NOT NULL,
  by_id BIGINT REFERENCES staff (id) ON DELETE RESTRICT
)""",
    """CREATE INDEX duty_reading_at ON duty_reading (at)""",
    """CREATE INDEX duty_reading_by_id ON duty_reading (by_id)""",
    """CREATE TRIGGER duty_reading_append_only BEFORE UPDATE OR DELETE ON duty_reading
FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER duty_reading_no_truncate BEFORE TRUNCATE ON duty_reading
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER duty_reading_image AFTER INSERT OR UPDATE OR DELETE ON duty_reading
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE duty_note (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  at BIGINT NOT NULL,
  sort TEXT NOT NULL CHECK (length(sort) <= 10),
  words TEXT NOT NULL,
  matter_id BIGINT REFERENCES matter (id) ON DELETE RESTRICT,
  corrects_id BIGINT REFERENCES duty_note (id) ON DELETE RESTRICT,
  entered_at BIGINT NOT NULL,
  by_id BIGINT REFERENCES staff (id) ON DELETE RESTRICT
)""",
    """CREATE INDEX duty_note_at ON duty_note (at)""",
    """CREATE INDEX duty_note_matter_id ON duty_note (matter_id)""",
    """CREATE INDEX duty_note_corrects_id ON duty_note (corrects_id)""",
    """CREATE INDEX duty_note_by_id ON duty_note (by_id)""",
    """CREATE TRIGGER duty_note_append_only BEFORE UPDATE OR DELETE ON duty_note
FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER duty_note_no_truncate BEFORE TRUNCATE ON duty_note
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER duty_note_image AFTER INSERT OR UPDATE OR DELETE ON duty_note
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE handover (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  number TEXT COLLATE "C" NOT NULL UNIQUE CHECK (length(number) <= 40),
  day TEXT NOT NULL,
  shift TEXT NOT NULL CHECK (length(shift) <= 10),
  leaving_id BIGINT REFERENCES staff (id) ON DELETE RESTRICT,
  coming_id BIGINT REFERENCES staff (id) ON DELETE RESTRICT,
  since_at BIGINT NOT NULL,
  written_at BIGINT NOT NULL,
  signed_at BIGINT,
  accepted_at BIGINT,
  promises TEXT NOT NULL DEFAULT '',
  notices TEXT NOT NULL DEFAULT '',
  orders TEXT NOT NULL DEFAULT '',
  things TEXT NOT NULL DEFAULT '',
  remark TEXT NOT NULL DEFAULT '',
  late_reason TEXT NOT NULL DEFAULT '' CHECK (length(late_reason) <= 200),
  counted TEXT NOT NULL DEFAULT '{}',
  void_reason TEXT NOT NULL DEFAULT '' CHECK (length(void_reason) <= 200),
  voided_at BIGINT,
  version BIGINT NOT NULL DEFAULT 1
)""",
    """CREATE INDEX handover_written_at ON handover (written_at)""",
    """CREATE INDEX handover_leaving_id ON handover (leaving_id)""",
    """CREATE INDEX handover_coming_id ON handover (coming_id)""",
    """CREATE TRIGGER handover_image AFTER INSERT OR UPDATE OR DELETE ON handover
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE handover_line (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  handover_id BIGINT NOT NULL REFERENCES handover (id) ON DELETE RESTRICT,
  sort TEXT NOT NULL CHECK (length(sort) <= 10) CHECK (sort IN ('overdue', 'promised', 'asked', 'unsigned', 'running')),
  matter_id BIGINT REFERENCES matter (id) ON DELETE RESTRICT,
  approval_id BIGINT REFERENCES approval (id) ON DELETE RESTRICT,
  words TEXT NOT NULL DEFAULT '' CHECK (length(words) <= 300),
  due_at BIGINT,
  ticked_at BIGINT,
  ticked_by_id BIGINT REFERENCES staff (id) ON DELETE RESTRICT,
  version BIGINT NOT NULL DEFAULT 1
)""",
    """CREATE INDEX handover_line_handover_id ON handover_line (handover_id)""",
    """CREATE INDEX handover_line_matter_id ON handover_line (matter_id)""",
    """CREATE INDEX handover_line_approval_id ON handover_line (approval_id)""",
    """CREATE INDEX handover_line_ticked_by_id ON handover_line (ticked_by_id)""",
    """CREATE TRIGGER handover_line_image AFTER INSERT OR UPDATE OR DELETE ON handover_line
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE power_cut (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  began_at BIGINT NOT NULL,
  ended_at BIGINT,
  matter_id BIGINT REFERENCES matter (id) ON DELETE RESTRICT,
  remark TEXT NOT NULL DEFAULT '' CHECK (length(remark) <= 200),
  settled_at BIGINT,
  settled_by_id BIGINT REFERENCES staff (id) ON DELETE RESTRICT,
  voided_at BIGINT,
  version BIGINT NOT NULL DEFAULT 1
)""",
    """CREATE INDEX power_cut_matter_id ON power_cut (matter_id)""",
    """CREATE INDEX power_cut_settled_by_id ON power_cut (settled_by_id)""",
    """CREATE TRIGGER power_cut_image AFTER INSERT OR UPDATE OR DELETE ON power_cut
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE folder_copy (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  at BIGINT NOT NULL,
  reason TEXT NOT NULL CHECK (length(reason) <= 10) CHECK (reason IN ('evening', 'handover', 'asked')),
  file_name TEXT NOT NULL CHECK (length(file_name) <= 200),
  pages BIGINT NOT NULL,
  file_sha256 TEXT NOT NULL CHECK (length(file_sha256) <= 64),
  by_id BIGINT REFERENCES staff (id) ON DELETE RESTRICT
)""",
    """CREATE INDEX folder_copy_at ON folder_copy (at)""",
    """CREATE INDEX folder_copy_by_id ON folder_copy (by_id)""",
    """CREATE TRIGGER folder_copy_append_only BEFORE UPDATE OR DELETE ON folder_copy
FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER folder_copy_no_truncate BEFORE TRUNCATE ON folder_copy
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER folder_copy_image AFTER INSERT OR UPDATE OR DELETE ON folder_copy
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE call_line (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  sheet_id BIGINT NOT NULL REFERENCES sheet (id) ON DELETE RESTRICT,
  line_no BIGINT NOT NULL,
  power_cut_id BIGINT REFERENCES power_cut (id) ON DELETE RESTRICT,
  told_at BIGINT,
  caller_id BIGINT REFERENCES caller (id) ON DELETE RESTRICT,
  place_text TEXT NOT NULL DEFAULT '' CHECK (length(place_text) <= 160),
  words TEXT NOT NULL DEFAULT '',
  told_what TEXT NOT NULL DEFAULT '' CHECK (length(told_what) <= 200),
  taken_by_id BIGINT REFERENCES staff (id) ON DELETE RESTRICT,
  outcome TEXT NOT NULL CHECK (length(outcome) <= 10) CHECK (outcome IN ('taken', 'joined', 'urged', 'answered', 'empty', 'unreadable')),
  matter_id BIGINT REFERENCES matter (id) ON DELETE RESTRICT,
  reason TEXT NOT NULL DEFAULT '' CHECK (length(reason) <= 200),
  entered_at BIGINT NOT NULL,
  by_id BIGINT REFERENCES staff (id) ON DELETE RESTRICT,
  version BIGINT NOT NULL DEFAULT 1
)""",
    """CREATE UNIQUE INDEX call_line_sheet_id_line_no ON call_line (sheet_id, line_no)""",
    """CREATE INDEX call_line_matter_id ON call_line (matter_id)""",
    """CREATE INDEX call_line_power_cut_id ON call_line (power_cut_id)""",
    """CREATE INDEX call_line_caller_id ON call_line (caller_id)""",
    """CREATE INDEX call_line_taken_by_id ON call_line (taken_by_id)""",
    """CREATE INDEX call_line_by_id ON call_line (by_id)""",
    """CREATE TRIGGER call_line_image AFTER INSERT OR UPDATE OR DELETE ON call_line
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE saved_filter (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  staff_id BIGINT REFERENCES staff (id) ON DELETE RESTRICT,
  name TEXT NOT NULL CHECK (length(name) <= 40),
  body TEXT NOT NULL,
  shared BIGINT NOT NULL DEFAULT 0 CHECK (shared IN (0, 1)),
  voided_at BIGINT,
  version BIGINT NOT NULL DEFAULT 1
)""",
    """CREATE INDEX saved_filter_staff_id ON saved_filter (staff_id)""",
    """CREATE TRIGGER saved_filter_image AFTER INSERT OR UPDATE OR DELETE ON saved_filter
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE case_file (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  number TEXT COLLATE "C" NOT NULL UNIQUE CHECK (length(number) <= 40),
  matter_id BIGINT REFERENCES matter (id) ON DELETE RESTRICT,
  premises_id BIGINT REFERENCES premises (id) ON DELETE RESTRICT,
  receiver TEXT NOT NULL CHECK (length(receiver) <= 80),
  receiver_kind TEXT NOT NULL CHECK (length(receiver_kind) <= 12),
  purpose TEXT NOT NULL CHECK (length(purpose) <= 200),
  pages BIGINT NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) <= 64),
  made_at BIGINT NOT NULL,
  by_id BIGINT REFERENCES staff (id) ON DELETE RESTRICT
)""",
    """CREATE INDEX case_file_matter_id ON case_file (matter_id)""",
    """CREATE INDEX case_file_premises_id ON case_file (premises_id)""",
    """CREATE INDEX case_file_by_id ON case_file (by_id)""",
    """CREATE TRIGGER case_file_append_only BEFORE UPDATE OR DELETE ON case_file
FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER case_file_no_truncate BEFORE TRUNCATE ON case_file
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER case_file_image AFTER INSERT OR UPDATE OR DELETE ON case_file
FOR EACH ROW EXECUTE FUNCTION write_image()""",
)
