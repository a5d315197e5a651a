"""The real day: incidents, forwarded matters, opinions, complaints, what a repair used and cost, approvals, cards, callbacks."""

SQLITE = (
    """DROP TRIGGER matter_image_insert""",
    """DROP TRIGGER matter_image_update""",
    """DROP TRIGGER matter_image_delete""",
    """ALTER TABLE matter ADD COLUMN merged_into_id INTEGER REFERENCES matter (id) ON DELETE RESTRICT""",
    """CREATE INDEX matter_merged_into_id ON matter (merged_into_id)""",
    """CREATE TRIGGER matter_image_insert AFTER INSERT ON matter BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('matter', NEW.id, 'I', json_object('id', NEW.id, 'number', NEW.number, 'kind', NEW.kind, 'premises_id', NEW.premises_id, 'building_id', NEW.building_id, 'place_kind', NEW.place_kind, 'place_text', NEW.place_text, 'unlisted', NEW.unlisted, 'caller_id', NEW.caller_id, 'channel', NEW.channel, 'words', NEW.words, 'told_at', NEW.told_at, 'phase', NEW.phase, 'owner_id', NEW.owner_id, 'parent_id', NEW.parent_id, 'merged_into_id', NEW.merged_into_id, 'late_entry', NEW.late_entry, 'closed_at', NEW.closed_at, 'void_reason', NEW.void_reason, 'version', NEW.version));
END""",
    """CREATE TRIGGER matter_image_update AFTER UPDATE ON matter BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('matter', NEW.id, 'U', json_object('id', NEW.id, 'number', NEW.number, 'kind', NEW.kind, 'premises_id', NEW.premises_id, 'building_id', NEW.building_id, 'place_kind', NEW.place_kind, 'place_text', NEW.place_text, 'unlisted', NEW.unlisted, 'caller_id', NEW.caller_id, 'channel', NEW.channel, 'words', NEW.words, 'told_at', NEW.told_at, 'phase', NEW.phase, 'owner_id', NEW.owner_id, 'parent_id', NEW.parent_id, 'merged_into_id', NEW.merged_into_id, 'late_entry', NEW.late_entry, 'closed_at', NEW.closed_at, 'void_reason', NEW.void_reason, 'version', NEW.version));
END""",
    """CREATE TRIGGER matter_image_delete AFTER DELETE ON matter BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('matter', OLD.id, 'D', '{}');
END""",
    """DROP TRIGGER repair_image_insert""",
    """DROP TRIGGER repair_image_update""",
    """DROP TRIGGER repair_image_delete""",
    """ALTER TABLE repair ADD COLUMN answers TEXT NOT NULL DEFAULT '{}'""",
    """ALTER TABLE repair ADD COLUMN urged INTEGER NOT NULL DEFAULT 0""",
    """ALTER TABLE repair ADD COLUMN outage_number TEXT NOT NULL DEFAULT '' CHECK (length(outage_number) <= 40)""",
    """ALTER TABLE repair ADD COLUMN user_closed_at INTEGER""",
    """ALTER TABLE repair ADD COLUMN left_over TEXT NOT NULL DEFAULT '' CHECK (length(left_over) <= 200)""",
    """CREATE TRIGGER repair_image_insert AFTER INSERT ON repair BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('repair', NEW.id, 'I', json_object('id', NEW.id, 'matter_id', NEW.matter_id, 'fault_group', NEW.fault_group, 'fault', NEW.fault, 'severity', NEW.severity, 'can_close', NEW.can_close, 'below_wet', NEW.below_wet, 'electricity', NEW.electricity, 'answers', NEW.answers, 'fee_told', NEW.fee_told, 'contacted_at', NEW.contacted_at, 'appointment_at', NEW.appointment_at, 'dispatched_at', NEW.dispatched_at, 'repairer_id', NEW.repairer_id, 'arrived_at', NEW.arrived_at, 'visits', NEW.visits, 'explained_at', NEW.explained_at, 'waiting_until', NEW.waiting_until, 'urged', NEW.urged, 'outage_number', NEW.outage_number, 'finished_at', NEW.finished_at, 'sheet_back_at', NEW.sheet_back_at, 'view', NEW.view, 'callback_tries', NEW.callback_tries, 'called_back_at', NEW.called_back_at, 'callback_result', NEW.callback_result, 'verified', NEW.verified, 'user_closed_at', NEW.user_closed_at, 'voided_at', NEW.voided_at, 'cause', NEW.cause, 'done', NEW.done, 'responsibility', NEW.responsibility, 'left_over', NEW.left_over, 'user_words', NEW.user_words, 'version', NEW.version));
END""",
    """CREATE TRIGGER repair_image_update AFTER UPDATE ON repair BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('repair', NEW.id, 'U', json_object('id', NEW.id, 'matter_id', NEW.matter_id, 'fault_group', NEW.fault_group, 'fault', NEW.fault, 'severity', NEW.severity, 'can_close', NEW.can_close, 'below_wet', NEW.below_wet, 'electricity', NEW.electricity, 'answers', NEW.answers, 'fee_told', NEW.fee_told, 'contacted_at', NEW.contacted_at, 'appointment_at', NEW.appointment_at, 'dispatched_at', NEW.dispatched_at, 'repairer_id', NEW.repairer_id, 'arrived_at', NEW.arrived_at, 'visits', NEW.visits, 'explained_at', NEW.explained_at, 'waiting_until', NEW.waiting_until, 'urged', NEW.urged, 'outage_number', NEW.outage_number, 'finished_at', NEW.finished_at, 'sheet_back_at', NEW.sheet_back_at, 'view', NEW.view, 'callback_tries', NEW.callback_tries, 'called_back_at', NEW.called_back_at, 'callback_result', NEW.callback_result, 'verified', NEW.verified, 'user_closed_at', NEW.user_closed_at, 'voided_at', NEW.voided_at, 'cause', NEW.cause, 'done', NEW.done, 'responsibility', NEW.responsibility, 'left_over', NEW.left_over, 'user_words', NEW.user_words, 'version', NEW.version));
END""",
    """CREATE TRIGGER repair_image_delete AFTER DELETE ON repair BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('repair', OLD.id, 'D', '{}');
END""",
    """DROP TRIGGER visit_image_insert""",
    """DROP TRIGGER visit_image_update""",
    """DROP TRIGGER visit_image_delete""",
    """ALTER TABLE visit ADD COLUMN present TEXT NOT NULL DEFAULT '' CHECK (length(present) <= 60)""",
    """ALTER TABLE visit ADD COLUMN risk_told INTEGER NOT NULL DEFAULT 0 CHECK (risk_told IN (0, 1))""",
    """ALTER TABLE visit ADD COLUMN evidence TEXT NOT NULL DEFAULT '' CHECK (length(evidence) <= 10) CHECK (evidence IN ('', 'photo', 'notice', 'witness', 'recording', 'signature'))""",
    """ALTER TABLE visit ADD COLUMN photo_sha256 TEXT NOT NULL DEFAULT '' CHECK (length(photo_sha256) <= 64)""",
    """ALTER TABLE visit ADD COLUMN receiver TEXT NOT NULL DEFAULT '' CHECK (length(receiver) <= 60)""",
    """ALTER TABLE visit ADD COLUMN part TEXT NOT NULL DEFAULT '' CHECK (length(part) <= 40)""",
    """ALTER TABLE visit ADD COLUMN room_before_c INTEGER""",
    """ALTER TABLE visit ADD COLUMN supply_before_c INTEGER""",
    """ALTER TABLE visit ADD COLUMN return_before_c INTEGER""",
    """ALTER TABLE visit ADD COLUMN room_after_c INTEGER""",
    """ALTER TABLE visit ADD COLUMN supply_after_c INTEGER""",
    """ALTER TABLE visit ADD COLUMN return_after_c INTEGER""",
    """CREATE TRIGGER visit_image_insert AFTER INSERT ON visit BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('visit', NEW.id, 'I', json_object('id', NEW.id, 'matter_id', NEW.matter_id, 'ordinal', NEW.ordinal, 'repairer_id', NEW.repairer_id, 'set_out_at', NEW.set_out_at, 'arrived_at', NEW.arrived_at, 'left_at', NEW.left_at, 'result', NEW.result, 'note', NEW.note, 'present', NEW.present, 'risk_told', NEW.risk_told, 'evidence', NEW.evidence, 'photo_sha256', NEW.photo_sha256, 'receiver', NEW.receiver, 'part', NEW.part, 'room_before_c', NEW.room_before_c, 'supply_before_c', NEW.supply_before_c, 'return_before_c', NEW.return_before_c, 'room_after_c', NEW.room_after_c, 'supply_after_c', NEW.supply_after_c, 'return_after_c', NEW.return_after_c, 'version', NEW.version));
END""",
    """CREATE TRIGGER visit_image_update AFTER UPDATE ON visit BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('visit', NEW.id, 'U', json_object('id', NEW.id, 'matter_id', NEW.matter_id, 'ordinal', NEW.ordinal, 'repairer_id', NEW.repairer_id, 'set_out_at', NEW.set_out_at, 'arrived_at', NEW.arrived_at, 'left_at', NEW.left_at, 'result', NEW.result, 'note', NEW.note, 'present', NEW.present, 'risk_told', NEW.risk_told, 'evidence', NEW.evidence, 'photo_sha256', NEW.photo_sha256, 'receiver', NEW.receiver, 'part', NEW.part, 'room_before_c', NEW.room_before_c, 'supply_before_c', NEW.supply_before_c, 'return_before_c', NEW.return_before_c, 'room_after_c', NEW.room_after_c, 'supply_after_c', NEW.supply_after_c, 'return_after_c', NEW.return_after_c, 'version', NEW.version));
END""",
    """CREATE TRIGGER visit_image_delete AFTER DELETE ON visit BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('visit', OLD.id, 'D', '{}');
END""",
    """DROP TRIGGER sheet_return_no_update""",
    """DROP TRIGGER sheet_return_no_delete""",
    """DROP TRIGGER sheet_return_no_replace""",
    """DROP TRIGGER sheet_return_image_insert""",
    """DROP TRIGGER sheet_return_image_update""",
    """DROP TRIGGER sheet_return_image_delete""",
    """ALTER TABLE sheet_return ADD COLUMN shoe_covers INTEGER NOT NULL DEFAULT 0 CHECK (shoe_covers IN (0, 1))""",
    """ALTER TABLE sheet_return ADD COLUMN radiator_bags INTEGER NOT NULL DEFAULT 0 CHECK (radiator_bags IN (0, 1))""",
    """ALTER TABLE sheet_return ADD COLUMN cleaned_up INTEGER NOT NULL DEFAULT 0 CHECK (cleaned_up IN (0, 1))""",
    """ALTER TABLE sheet_return ADD COLUMN state_before TEXT NOT NULL DEFAULT '' CHECK (length(state_before) <= 80)""",
    """ALTER TABLE sheet_return ADD COLUMN alteration_agreed INTEGER NOT NULL DEFAULT 0 CHECK (alteration_agreed IN (0, 1))""",
    """ALTER TABLE sheet_return ADD COLUMN room_before_c INTEGER""",
    """ALTER TABLE sheet_return ADD COLUMN supply_before_c INTEGER""",
    """ALTER TABLE sheet_return ADD COLUMN return_before_c INTEGER""",
    """ALTER TABLE sheet_return ADD COLUMN room_after_c INTEGER""",
    """ALTER TABLE sheet_return ADD COLUMN supply_after_c INTEGER""",
    """ALTER TABLE sheet_return ADD COLUMN return_after_c INTEGER""",
    """ALTER TABLE sheet_return ADD COLUMN charge_kind TEXT NOT NULL DEFAULT '' CHECK (length(charge_kind) <= 8) CHECK (charge_kind IN ('', '无偿', '有偿', '自愿委托'))""",
    """ALTER TABLE sheet_return ADD COLUMN left_over TEXT NOT NULL DEFAULT '' CHECK (length(left_over) <= 200)""",
    """ALTER TABLE sheet_return ADD COLUMN signer_relation TEXT NOT NULL DEFAULT '' CHECK (length(signer_relation) <= 10)""",
    """ALTER TABLE sheet_return ADD COLUMN signed_how TEXT NOT NULL DEFAULT '' CHECK (length(signed_how) <= 4) CHECK (signed_how IN ('', '签名', '捺印', '代签'))""",
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
  VALUES ('sheet_return', NEW.id, 'I', json_object('id', NEW.id, 'sheet_id', NEW.sheet_id, 'print_record_id', NEW.print_record_id, 'print_sha256', NEW.print_sha256, 'copy', NEW.copy, 'scan_sha256', NEW.scan_sha256, 'returned_at', NEW.returned_at, 'signed', NEW.signed, 'signed_at', NEW.signed_at, 'signer', NEW.signer, 'witness', NEW.witness, 'refused_reason', NEW.refused_reason, 'view', NEW.view, 'words', NEW.words, 'amount_fen', NEW.amount_fen, 'receipt_no', NEW.receipt_no, 'arrived_written_at', NEW.arrived_written_at, 'finished_written_at', NEW.finished_written_at, 'difference_reason', NEW.difference_reason, 'showed_badge', NEW.showed_badge, 'shoe_covers', NEW.shoe_covers, 'radiator_bags', NEW.radiator_bags, 'cleaned_up', NEW.cleaned_up, 'state_before', NEW.state_before, 'alteration_agreed', NEW.alteration_agreed, 'room_before_c', NEW.room_before_c, 'supply_before_c', NEW.supply_before_c, 'return_before_c', NEW.return_before_c, 'room_after_c', NEW.room_after_c, 'supply_after_c', NEW.supply_after_c, 'return_after_c', NEW.return_after_c, 'charge_kind', NEW.charge_kind, 'left_over', NEW.left_over, 'signer_relation', NEW.signer_relation, 'signed_how', NEW.signed_how));
END""",
    """CREATE TRIGGER sheet_return_image_update AFTER UPDATE ON sheet_return BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('sheet_return', NEW.id, 'U', json_object('id', NEW.id, 'sheet_id', NEW.sheet_id, 'print_record_id', NEW.print_record_id, 'print_sha256', NEW.print_sha256, 'copy', NEW.copy, 'scan_sha256', NEW.scan_sha256, 'returned_at', NEW.returned_at, 'signed', NEW.signed, 'signed_at', NEW.signed_at, 'signer', NEW.signer, 'witness', NEW.witness, 'refused_reason', NEW.refused_reason, 'view', NEW.view, 'words', NEW.words, 'amount_fen', NEW.amount_fen, 'receipt_no', NEW.receipt_no, 'arrived_written_at', NEW.arrived_written_at, 'finished_written_at', NEW.finished_written_at, 'difference_reason', NEW.difference_reason, 'showed_badge', NEW.showed_badge, 'shoe_covers', NEW.shoe_covers, 'radiator_bags', NEW.radiator_bags, 'cleaned_up', NEW.cleaned_up, 'state_before', NEW.state_before, 'alteration_agreed', NEW.alteration_agreed, 'room_before_c', NEW.room_before_c, 'supply_before_c', NEW.supply_before_c, 'return_before_c', NEW.return_before_c, 'room_after_c', NEW.room_after_c, 'supply_after_c', NEW.supply_after_c, 'return_after_c', NEW.return_after_c, 'charge_kind', NEW.charge_kind, 'left_over', NEW.left_over, 'signer_relation', NEW.signer_relation, 'signed_how', NEW.signed_how));
END""",
    """CREATE TRIGGER sheet_return_image_delete AFTER DELETE ON sheet_return BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('sheet_return', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE sheet_signature (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  sheet_return_id INTEGER NOT NULL REFERENCES sheet_return (id) ON DELETE RESTRICT,
  signed_at INTEGER NOT NULL,
  signer TEXT NOT NULL DEFAULT '' CHECK (length(signer) <= 20),
  relation TEXT NOT NULL DEFAULT '' CHECK (length(relation) <= 10),
  signed_how TEXT NOT NULL DEFAULT '签名' CHECK (length(signed_how) <= 4) CHECK (signed_how IN ('签名', '捺印', '代签')),
  reason TEXT NOT NULL DEFAULT '' CHECK (length(reason) <= 120),
  at INTEGER NOT NULL,
  by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT
) STRICT""",
    """CREATE INDEX sheet_signature_sheet_return_id ON sheet_signature (sheet_return_id)""",
    """CREATE INDEX sheet_signature_by_id ON sheet_signature (by_id)""",
    """CREATE TRIGGER sheet_signature_no_update BEFORE UPDATE ON sheet_signature BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to sheet_signature');
END""",
    """CREATE TRIGGER sheet_signature_no_delete BEFORE DELETE ON sheet_signature BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to sheet_signature');
END""",
    """CREATE TRIGGER sheet_signature_no_replace BEFORE INSERT ON sheet_signature
WHEN EXISTS (SELECT 1 FROM sheet_signature WHERE id = NEW.id) BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to sheet_signature');
END""",
    """CREATE TRIGGER sheet_signature_image_insert AFTER INSERT ON sheet_signature BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('sheet_signature', NEW.id, 'I', json_object('id', NEW.id, 'sheet_return_id', NEW.sheet_return_id, 'signed_at', NEW.signed_at, 'signer', NEW.signer, 'relation', NEW.relation, 'signed_how', NEW.signed_how, 'reason', NEW.reason, 'at', NEW.at, 'by_id', NEW.by_id));
END""",
    """CREATE TRIGGER sheet_signature_image_update AFTER UPDATE ON sheet_signature BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('sheet_signature', NEW.id, 'U', json_object('id', NEW.id, 'sheet_return_id', NEW.sheet_return_id, 'signed_at', NEW.signed_at, 'signer', NEW.signer, 'relation', NEW.relation, 'signed_how', NEW.signed_how, 'reason', NEW.reason, 'at', NEW.at, 'by_id', NEW.by_id));
END""",
    """CREATE TRIGGER sheet_signature_image_delete AFTER DELETE ON sheet_signature BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('sheet_signature', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE callback_answers (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  matter_id INTEGER NOT NULL REFERENCES matter (id) ON DELETE RESTRICT,
  at INTEGER NOT NULL,
  by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
  dialled_id INTEGER REFERENCES caller (id) ON DELETE RESTRICT,
  result TEXT NOT NULL CHECK (length(result) <= 12) CHECK (result IN ('solved', 'unsolved', 'refused', 'no_answer', 'busy', 'off', 'wrong_number')),
  answered_by TEXT NOT NULL DEFAULT '' CHECK (length(answered_by) <= 20),
  on_time INTEGER CHECK (on_time IN (0, 1)),
  polite INTEGER CHECK (polite IN (0, 1)),
  protected INTEGER CHECK (protected IN (0, 1)),
  overcharged INTEGER CHECK (overcharged IN (0, 1)),
  room_c INTEGER,
  satisfaction TEXT NOT NULL DEFAULT '' CHECK (length(satisfaction) <= 8),
  words TEXT NOT NULL DEFAULT ''
) STRICT""",
    """CREATE INDEX callback_answers_matter_id ON callback_answers (matter_id)""",
    """CREATE INDEX callback_answers_at ON callback_answers (at)""",
    """CREATE INDEX callback_answers_by_id ON callback_answers (by_id)""",
    """CREATE INDEX callback_answers_dialled_id ON callback_answers (dialled_id)""",
    """CREATE TRIGGER callback_answers_no_update BEFORE UPDATE ON callback_answers BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to callback_answers');
END""",
    """CREATE TRIGGER callback_answers_no_delete BEFORE DELETE ON callback_answers BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to callback_answers');
END""",
    """CREATE TRIGGER callback_answers_no_replace BEFORE INSERT ON callback_answers
WHEN EXISTS (SELECT 1 FROM callback_answers WHERE id = NEW.id) BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to callback_answers');
END""",
    """CREATE TRIGGER callback_answers_image_insert AFTER INSERT ON callback_answers BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('callback_answers', NEW.id, 'I', json_object('id', NEW.id, 'matter_id', NEW.matter_id, 'at', NEW.at, 'by_id', NEW.by_id, 'dialled_id', NEW.dialled_id, 'result', NEW.result, 'answered_by', NEW.answered_by, 'on_time', NEW.on_time, 'polite', NEW.polite, 'protected', NEW.protected, 'overcharged', NEW.overcharged, 'room_c', NEW.room_c, 'satisfaction', NEW.satisfaction, 'words', NEW.words));
END""",
    """CREATE TRIGGER callback_answers_image_update AFTER UPDATE ON callback_answers BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('callback_answers', NEW.id, 'U', json_object('id', NEW.id, 'matter_id', NEW.matter_id, 'at', NEW.at, 'by_id', NEW.by_id, 'dialled_id', NEW.dialled_id, 'result', NEW.result, 'answered_by', NEW.answered_by, 'on_time', NEW.on_time, 'polite', NEW.polite, 'protected', NEW.protected, 'overcharged', NEW.overcharged, 'room_c', NEW.room_c, 'satisfaction', NEW.satisfaction, 'words', NEW.words));
END""",
    """CREATE TRIGGER callback_answers_image_delete AFTER DELETE ON callback_answers BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('callback_answers', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE charge (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  matter_id INTEGER NOT NULL REFERENCES matter (id) ON DELETE RESTRICT,
  visit_no INTEGER,
  item_code TEXT NOT NULL CHECK (length(item_code) <= 20),
  name TEXT NOT NULL CHECK (length(name) <= 60),
  unit TEXT NOT NULL DEFAULT '' CHECK (length(unit) <= 8),
  quantity_c INTEGER NOT NULL,
  price_fen INTEGER NOT NULL,
  amount_fen INTEGER NOT NULL,
  voluntary INTEGER NOT NULL DEFAULT 0 CHECK (voluntary IN (0, 1)),
  receipt_no TEXT NOT NULL DEFAULT '' CHECK (length(receipt_no) <= 30),
  at INTEGER NOT NULL,
  by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
  corrects_id INTEGER REFERENCES charge (id) ON DELETE RESTRICT,
  reason TEXT NOT NULL DEFAULT '' CHECK (length(reason) <= 200)
) STRICT""",
    """CREATE INDEX charge_matter_id ON charge (matter_id)""",
    """CREATE INDEX charge_by_id ON charge (by_id)""",
    """CREATE INDEX charge_corrects_id ON charge (corrects_id)""",
    """CREATE TRIGGER charge_no_update BEFORE UPDATE ON charge BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to charge');
END""",
    """CREATE TRIGGER charge_no_delete BEFORE DELETE ON charge BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to charge');
END""",
    """CREATE TRIGGER charge_no_replace BEFORE INSERT ON charge
WHEN EXISTS (SELECT 1 FROM charge WHERE id = NEW.id) BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to charge');
END""",
    """CREATE TRIGGER charge_image_insert AFTER INSERT ON charge BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('charge', NEW.id, 'I', json_object('id', NEW.id, 'matter_id', NEW.matter_id, 'visit_no', NEW.visit_no, 'item_code', NEW.item_code, 'name', NEW.name, 'unit', NEW.unit, 'quantity_c', NEW.quantity_c, 'price_fen', NEW.price_fen, 'amount_fen', NEW.amount_fen, 'voluntary', NEW.voluntary, 'receipt_no', NEW.receipt_no, 'at', NEW.at, 'by_id', NEW.by_id, 'corrects_id', NEW.corrects_id, 'reason', NEW.reason));
END""",
    """CREATE TRIGGER charge_image_update AFTER UPDATE ON charge BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('charge', NEW.id, 'U', json_object('id', NEW.id, 'matter_id', NEW.matter_id, 'visit_no', NEW.visit_no, 'item_code', NEW.item_code, 'name', NEW.name, 'unit', NEW.unit, 'quantity_c', NEW.quantity_c, 'price_fen', NEW.price_fen, 'amount_fen', NEW.amount_fen, 'voluntary', NEW.voluntary, 'receipt_no', NEW.receipt_no, 'at', NEW.at, 'by_id', NEW.by_id, 'corrects_id', NEW.corrects_id, 'reason', NEW.reason));
END""",
    """CREATE TRIGGER charge_image_delete AFTER DELETE ON charge BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('charge', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE material (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  matter_id INTEGER NOT NULL REFERENCES matter (id) ON DELETE RESTRICT,
  visit_no INTEGER,
  name TEXT NOT NULL CHECK (length(name) <= 60),
  unit TEXT NOT NULL DEFAULT '' CHECK (length(unit) <= 8),
  quantity_c INTEGER NOT NULL,
  at INTEGER NOT NULL,
  by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
  corrects_id INTEGER REFERENCES material (id) ON DELETE RESTRICT,
  reason TEXT NOT NULL DEFAULT '' CHECK (length(reason) <= 200)
) STRICT""",
    """CREATE INDEX material_matter_id ON material (matter_id)""",
    """CREATE INDEX material_by_id ON material (by_id)""",
    """CREATE INDEX material_corrects_id ON material (corrects_id)""",
    """CREATE TRIGGER material_no_update BEFORE UPDATE ON material BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to material');
END""",
    """CREATE TRIGGER material_no_delete BEFORE DELETE ON material BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to material');
END""",
    """CREATE TRIGGER material_no_replace BEFORE INSERT ON material
WHEN EXISTS (SELECT 1 FROM material WHERE id = NEW.id) BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to material');
END""",
    """CREATE TRIGGER material_image_insert AFTER INSERT ON material BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('material', NEW.id, 'I', json_object('id', NEW.id, 'matter_id', NEW.matter_id, 'visit_no', NEW.visit_no, 'name', NEW.name, 'unit', NEW.unit, 'quantity_c', NEW.quantity_c, 'at', NEW.at, 'by_id', NEW.by_id, 'corrects_id', NEW.corrects_id, 'reason', NEW.reason));
END""",
    """CREATE TRIGGER material_image_update AFTER UPDATE ON material BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('material', NEW.id, 'U', json_object('id', NEW.id, 'matter_id', NEW.matter_id, 'visit_no', NEW.visit_no, 'name', NEW.name, 'unit', NEW.unit, 'quantity_c', NEW.quantity_c, 'at', NEW.at, 'by_id', NEW.by_id, 'corrects_id', NEW.corrects_id, 'reason', NEW.reason));
END""",
    """CREATE TRIGGER material_image_delete AFTER DELETE ON material BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('material', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE approval (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  matter_id INTEGER REFERENCES matter (id) ON DELETE RESTRICT,
  subject TEXT NOT NULL CHECK (length(subject) <= 20),
  reason TEXT NOT NULL DEFAULT '' CHECK (length(reason) <= 300),
  asked_of_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
  asked_at INTEGER NOT NULL,
  said TEXT NOT NULL DEFAULT '' CHECK (length(said) <= 300),
  by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
  verdict TEXT NOT NULL DEFAULT '' CHECK (length(verdict) <= 10) CHECK (verdict IN ('', 'agreed', 'objected')),
  signed_at INTEGER,
  signed_by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
  remark TEXT NOT NULL DEFAULT '' CHECK (length(remark) <= 200),
  version INTEGER NOT NULL DEFAULT 1
) STRICT""",
    """CREATE INDEX approval_signed_at ON approval (signed_at)""",
    """CREATE INDEX approval_matter_id ON approval (matter_id)""",
    """CREATE INDEX approval_asked_of_id ON approval (asked_of_id)""",
    """CREATE INDEX approval_by_id ON approval (by_id)""",
    """CREATE INDEX approval_signed_by_id ON approval (signed_by_id)""",
    """CREATE TRIGGER approval_image_insert AFTER INSERT ON approval BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('approval', NEW.id, 'I', json_object('id', NEW.id, 'matter_id', NEW.matter_id, 'subject', NEW.subject, 'reason', NEW.reason, 'asked_of_id', NEW.asked_of_id, 'asked_at', NEW.asked_at, 'said', NEW.said, 'by_id', NEW.by_id, 'verdict', NEW.verdict, 'signed_at', NEW.signed_at, 'signed_by_id', NEW.signed_by_id, 'remark', NEW.remark, 'version', NEW.version));
END""",
    """CREATE TRIGGER approval_image_update AFTER UPDATE ON approval BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('approval', NEW.id, 'U', json_object('id', NEW.id, 'matter_id', NEW.matter_id, 'subject', NEW.subject, 'reason', NEW.reason, 'asked_of_id', NEW.asked_of_id, 'asked_at', NEW.asked_at, 'said', NEW.said, 'by_id', NEW.by_id, 'verdict', NEW.verdict, 'signed_at', NEW.signed_at, 'signed_by_id', NEW.signed_by_id, 'remark', NEW.remark, 'version', NEW.version));
END""",
    """CREATE TRIGGER approval_image_delete AFTER DELETE ON approval BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('approval', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE support_request (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  asked_of TEXT NOT NULL CHECK (length(asked_of) <= 40),
  words TEXT NOT NULL DEFAULT '' CHECK (length(words) <= 300),
  answer TEXT NOT NULL DEFAULT '' CHECK (length(answer) <= 200),
  open_count INTEGER NOT NULL DEFAULT 0,
  late_count INTEGER NOT NULL DEFAULT 0,
  by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT
) STRICT""",
    """CREATE INDEX support_request_by_id ON support_request (by_id)""",
    """CREATE TRIGGER support_request_no_update BEFORE UPDATE ON support_request BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to support_request');
END""",
    """CREATE TRIGGER support_request_no_delete BEFORE DELETE ON support_request BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to support_request');
END""",
    """CREATE TRIGGER support_request_no_replace BEFORE INSERT ON support_request
WHEN EXISTS (SELECT 1 FROM support_request WHERE id = NEW.id) BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to support_request');
END""",
    """CREATE TRIGGER support_request_image_insert AFTER INSERT ON support_request BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('support_request', NEW.id, 'I', json_object('id', NEW.id, 'at', NEW.at, 'asked_of', NEW.asked_of, 'words', NEW.words, 'answer', NEW.answer, 'open_count', NEW.open_count, 'late_count', NEW.late_count, 'by_id', NEW.by_id));
END""",
    """CREATE TRIGGER support_request_image_update AFTER UPDATE ON support_request BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('support_request', NEW.id, 'U', json_object('id', NEW.id, 'at', NEW.at, 'asked_of', NEW.asked_of, 'words', NEW.words, 'answer', NEW.answer, 'open_count', NEW.open_count, 'late_count', NEW.late_count, 'by_id', NEW.by_id));
END""",
    """CREATE TRIGGER support_request_image_delete AFTER DELETE ON support_request BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('support_request', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE outage (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  matter_id INTEGER NOT NULL UNIQUE REFERENCES matter (id) ON DELETE RESTRICT,
  cause TEXT NOT NULL CHECK (length(cause) <= 8) CHECK (cause IN ('fault', 'planned', 'power', 'other')),
  reason TEXT NOT NULL DEFAULT '' CHECK (length(reason) <= 200),
  began_at INTEGER NOT NULL,
  expected_at INTEGER,
  arrived_at INTEGER,
  users_told_at INTEGER,
  restored_at INTEGER,
  voided_at INTEGER,
  version INTEGER NOT NULL DEFAULT 1
) STRICT""",
    """CREATE INDEX outage_restored_at_began_at ON outage (restored_at, began_at)""",
    """CREATE TRIGGER outage_image_insert AFTER INSERT ON outage BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('outage', NEW.id, 'I', json_object('id', NEW.id, 'matter_id', NEW.matter_id, 'cause', NEW.cause, 'reason', NEW.reason, 'began_at', NEW.began_at, 'expected_at', NEW.expected_at, 'arrived_at', NEW.arrived_at, 'users_told_at', NEW.users_told_at, 'restored_at', NEW.restored_at, 'voided_at', NEW.voided_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER outage_image_update AFTER UPDATE ON outage BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('outage', NEW.id, 'U', json_object('id', NEW.id, 'matter_id', NEW.matter_id, 'cause', NEW.cause, 'reason', NEW.reason, 'began_at', NEW.began_at, 'expected_at', NEW.expected_at, 'arrived_at', NEW.arrived_at, 'users_told_at', NEW.users_told_at, 'restored_at', NEW.restored_at, 'voided_at', NEW.voided_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER outage_image_delete AFTER DELETE ON outage BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('outage', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE outage_area (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  outage_id INTEGER NOT NULL REFERENCES outage (id) ON DELETE RESTRICT,
  community_id INTEGER REFERENCES community (id) ON DELETE RESTRICT,
  building_id INTEGER REFERENCES building (id) ON DELETE RESTRICT,
  unit TEXT NOT NULL DEFAULT '' CHECK (length(unit) <= 10),
  riser TEXT NOT NULL DEFAULT '' CHECK (length(riser) <= 30),
  voided_at INTEGER,
  version INTEGER NOT NULL DEFAULT 1
) STRICT""",
    """CREATE INDEX outage_area_outage_id ON outage_area (outage_id)""",
    """CREATE INDEX outage_area_building_id ON outage_area (building_id)""",
    """CREATE INDEX outage_area_community_id ON outage_area (community_id)""",
    """CREATE TRIGGER outage_area_image_insert AFTER INSERT ON outage_area BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('outage_area', NEW.id, 'I', json_object('id', NEW.id, 'outage_id', NEW.outage_id, 'community_id', NEW.community_id, 'building_id', NEW.building_id, 'unit', NEW.unit, 'riser', NEW.riser, 'voided_at', NEW.voided_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER outage_area_image_update AFTER UPDATE ON outage_area BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('outage_area', NEW.id, 'U', json_object('id', NEW.id, 'outage_id', NEW.outage_id, 'community_id', NEW.community_id, 'building_id', NEW.building_id, 'unit', NEW.unit, 'riser', NEW.riser, 'voided_at', NEW.voided_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER outage_area_image_delete AFTER DELETE ON outage_area BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('outage_area', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE outage_call (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  outage_id INTEGER NOT NULL REFERENCES outage (id) ON DELETE RESTRICT,
  matter_id INTEGER NOT NULL REFERENCES matter (id) ON DELETE RESTRICT,
  what TEXT NOT NULL CHECK (length(what) <= 10) CHECK (what IN ('joined', 'left', 'updated', 'restored', 'unreached')),
  at INTEGER NOT NULL,
  by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
  until_at INTEGER,
  note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 200)
) STRICT""",
    """CREATE INDEX outage_call_outage_id_what ON outage_call (outage_id, what)""",
    """CREATE INDEX outage_call_matter_id ON outage_call (matter_id)""",
    """CREATE INDEX outage_call_by_id ON outage_call (by_id)""",
    """CREATE TRIGGER outage_call_no_update BEFORE UPDATE ON outage_call BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to outage_call');
END""",
    """CREATE TRIGGER outage_call_no_delete BEFORE DELETE ON outage_call BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to outage_call');
END""",
    """CREATE TRIGGER outage_call_no_replace BEFORE INSERT ON outage_call
WHEN EXISTS (SELECT 1 FROM outage_call WHERE id = NEW.id) BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to outage_call');
END""",
    """CREATE TRIGGER outage_call_image_insert AFTER INSERT ON outage_call BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('outage_call', NEW.id, 'I', json_object('id', NEW.id, 'outage_id', NEW.outage_id, 'matter_id', NEW.matter_id, 'what', NEW.what, 'at', NEW.at, 'by_id', NEW.by_id, 'until_at', NEW.until_at, 'note', NEW.note));
END""",
    """CREATE TRIGGER outage_call_image_update AFTER UPDATE ON outage_call BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('outage_call', NEW.id, 'U', json_object('id', NEW.id, 'outage_id', NEW.outage_id, 'matter_id', NEW.matter_id, 'what', NEW.what, 'at', NEW.at, 'by_id', NEW.by_id, 'until_at', NEW.until_at, 'note', NEW.note));
END""",
    """CREATE TRIGGER outage_call_image_delete AFTER DELETE ON outage_call BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('outage_call', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE posting (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  outage_id INTEGER NOT NULL REFERENCES outage (id) ON DELETE RESTRICT,
  sheet_id INTEGER REFERENCES sheet (id) ON DELETE RESTRICT,
  what TEXT NOT NULL CHECK (length(what) <= 10) CHECK (what IN ('stopped', 'restored')),
  place TEXT NOT NULL CHECK (length(place) <= 120),
  posted_at INTEGER NOT NULL,
  by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
  photo_sha256 TEXT NOT NULL DEFAULT '' CHECK (length(photo_sha256) <= 64)
) STRICT""",
    """CREATE INDEX posting_outage_id ON posting (outage_id)""",
    """CREATE INDEX posting_sheet_id ON posting (sheet_id)""",
    """CREATE INDEX posting_by_id ON posting (by_id)""",
    """CREATE TRIGGER posting_no_update BEFORE UPDATE ON posting BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to posting');
END""",
    """CREATE TRIGGER posting_no_delete BEFORE DELETE ON posting BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to posting');
END""",
    """CREATE TRIGGER posting_no_replace BEFORE INSERT ON posting
WHEN EXISTS (SELECT 1 FROM posting WHERE id = NEW.id) BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to posting');
END""",
    """CREATE TRIGGER posting_image_insert AFTER INSERT ON posting BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('posting', NEW.id, 'I', json_object('id', NEW.id, 'outage_id', NEW.outage_id, 'sheet_id', NEW.sheet_id, 'what', NEW.what, 'place', NEW.place, 'posted_at', NEW.posted_at, 'by_id', NEW.by_id, 'photo_sha256', NEW.photo_sha256));
END""",
    """CREATE TRIGGER posting_image_update AFTER UPDATE ON posting BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('posting', NEW.id, 'U', json_object('id', NEW.id, 'outage_id', NEW.outage_id, 'sheet_id', NEW.sheet_id, 'what', NEW.what, 'place', NEW.place, 'posted_at', NEW.posted_at, 'by_id', NEW.by_id, 'photo_sha256', NEW.photo_sha256));
END""",
    """CREATE TRIGGER posting_image_delete AFTER DELETE ON posting BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('posting', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE todays_word (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  day TEXT NOT NULL,
  words TEXT NOT NULL DEFAULT '',
  at INTEGER NOT NULL,
  by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT
) STRICT""",
    """CREATE INDEX todays_word_day ON todays_word (day)""",
    """CREATE INDEX todays_word_by_id ON todays_word (by_id)""",
    """CREATE TRIGGER todays_word_no_update BEFORE UPDATE ON todays_word BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to todays_word');
END""",
    """CREATE TRIGGER todays_word_no_delete BEFORE DELETE ON todays_word BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to todays_word');
END""",
    """CREATE TRIGGER todays_word_no_replace BEFORE INSERT ON todays_word
WHEN EXISTS (SELECT 1 FROM todays_word WHERE id = NEW.id) BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to todays_word');
END""",
    """CREATE TRIGGER todays_word_image_insert AFTER INSERT ON todays_word BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('todays_word', NEW.id, 'I', json_object('id', NEW.id, 'day', NEW.day, 'words', NEW.words, 'at', NEW.at, 'by_id', NEW.by_id));
END""",
    """CREATE TRIGGER todays_word_image_update AFTER UPDATE ON todays_word BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('todays_word', NEW.id, 'U', json_object('id', NEW.id, 'day', NEW.day, 'words', NEW.words, 'at', NEW.at, 'by_id', NEW.by_id));
END""",
    """CREATE TRIGGER todays_word_image_delete AFTER DELETE ON todays_word BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('todays_word', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE forwarded (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  matter_id INTEGER NOT NULL UNIQUE REFERENCES matter (id) ON DELETE RESTRICT,
  sender TEXT NOT NULL DEFAULT '' CHECK (length(sender) <= 40),
  their_number TEXT NOT NULL DEFAULT '' CHECK (length(their_number) <= 40),
  reply_to TEXT NOT NULL DEFAULT '' CHECK (length(reply_to) <= 60),
  progress_at INTEGER,
  replied_at INTEGER,
  result TEXT NOT NULL DEFAULT '',
  received_by TEXT NOT NULL DEFAULT '' CHECK (length(received_by) <= 40),
  voided_at INTEGER,
  version INTEGER NOT NULL DEFAULT 1
) STRICT""",
    """CREATE TRIGGER forwarded_image_insert AFTER INSERT ON forwarded BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('forwarded', NEW.id, 'I', json_object('id', NEW.id, 'matter_id', NEW.matter_id, 'sender', NEW.sender, 'their_number', NEW.their_number, 'reply_to', NEW.reply_to, 'progress_at', NEW.progress_at, 'replied_at', NEW.replied_at, 'result', NEW.result, 'received_by', NEW.received_by, 'voided_at', NEW.voided_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER forwarded_image_update AFTER UPDATE ON forwarded BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('forwarded', NEW.id, 'U', json_object('id', NEW.id, 'matter_id', NEW.matter_id, 'sender', NEW.sender, 'their_number', NEW.their_number, 'reply_to', NEW.reply_to, 'progress_at', NEW.progress_at, 'replied_at', NEW.replied_at, 'result', NEW.result, 'received_by', NEW.received_by, 'voided_at', NEW.voided_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER forwarded_image_delete AFTER DELETE ON forwarded BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('forwarded', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE opinion_report (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  sheet_id INTEGER NOT NULL UNIQUE REFERENCES sheet (id) ON DELETE RESTRICT,
  form TEXT NOT NULL CHECK (length(form) <= 8) CHECK (form IN ('single', 'summary')),
  from_at INTEGER,
  until_at INTEGER,
  sent_at INTEGER NOT NULL,
  how TEXT NOT NULL DEFAULT '' CHECK (length(how) <= 20),
  received_by TEXT NOT NULL DEFAULT '' CHECK (length(received_by) <= 40),
  by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT
) STRICT""",
    """CREATE INDEX opinion_report_sent_at ON opinion_report (sent_at)""",
    """CREATE INDEX opinion_report_by_id ON opinion_report (by_id)""",
    """CREATE TRIGGER opinion_report_no_update BEFORE UPDATE ON opinion_report BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to opinion_report');
END""",
    """CREATE TRIGGER opinion_report_no_delete BEFORE DELETE ON opinion_report BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to opinion_report');
END""",
    """CREATE TRIGGER opinion_report_no_replace BEFORE INSERT ON opinion_report
WHEN EXISTS (SELECT 1 FROM opinion_report WHERE id = NEW.id OR sheet_id = NEW.sheet_id) BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to opinion_report');
END""",
    """CREATE TRIGGER opinion_report_image_insert AFTER INSERT ON opinion_report BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('opinion_report', NEW.id, 'I', json_object('id', NEW.id, 'sheet_id', NEW.sheet_id, 'form', NEW.form, 'from_at', NEW.from_at, 'until_at', NEW.until_at, 'sent_at', NEW.sent_at, 'how', NEW.how, 'received_by', NEW.received_by, 'by_id', NEW.by_id));
END""",
    """CREATE TRIGGER opinion_report_image_update AFTER UPDATE ON opinion_report BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('opinion_report', NEW.id, 'U', json_object('id', NEW.id, 'sheet_id', NEW.sheet_id, 'form', NEW.form, 'from_at', NEW.from_at, 'until_at', NEW.until_at, 'sent_at', NEW.sent_at, 'how', NEW.how, 'received_by', NEW.received_by, 'by_id', NEW.by_id));
END""",
    """CREATE TRIGGER opinion_report_image_delete AFTER DELETE ON opinion_report BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('opinion_report', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE opinion_line (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  report_id INTEGER NOT NULL REFERENCES opinion_report (id) ON DELETE RESTRICT,
  matter_id INTEGER NOT NULL REFERENCES matter (id) ON DELETE RESTRICT,
  words TEXT NOT NULL DEFAULT '' CHECK (length(words) <= 300)
) STRICT""",
    """CREATE INDEX opinion_line_report_id ON opinion_line (report_id)""",
    """CREATE INDEX opinion_line_matter_id ON opinion_line (matter_id)""",
    """CREATE TRIGGER opinion_line_no_update BEFORE UPDATE ON opinion_line BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to opinion_line');
END""",
    """CREATE TRIGGER opinion_line_no_delete BEFORE DELETE ON opinion_line BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to opinion_line');
END""",
    """CREATE TRIGGER opinion_line_no_replace BEFORE INSERT ON opinion_line
WHEN EXISTS (SELECT 1 FROM opinion_line WHERE id = NEW.id) BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to opinion_line');
END""",
    """CREATE TRIGGER opinion_line_image_insert AFTER INSERT ON opinion_line BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('opinion_line', NEW.id, 'I', json_object('id', NEW.id, 'report_id', NEW.report_id, 'matter_id', NEW.matter_id, 'words', NEW.words));
END""",
    """CREATE TRIGGER opinion_line_image_update AFTER UPDATE ON opinion_line BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('opinion_line', NEW.id, 'U', json_object('id', NEW.id, 'report_id', NEW.report_id, 'matter_id', NEW.matter_id, 'words', NEW.words));
END""",
    """CREATE TRIGGER opinion_line_image_delete AFTER DELETE ON opinion_line BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('opinion_line', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE complaint (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  matter_id INTEGER NOT NULL UNIQUE REFERENCES matter (id) ON DELETE RESTRICT,
  sheet_id INTEGER REFERENCES sheet (id) ON DELETE RESTRICT,
  passed_on_at INTEGER,
  passed_to TEXT NOT NULL DEFAULT '' CHECK (length(passed_to) <= 40),
  answered_at INTEGER,
  answer TEXT NOT NULL DEFAULT '',
  content INTEGER CHECK (content IN (0, 1)),
  voided_at INTEGER,
  version INTEGER NOT NULL DEFAULT 1
) STRICT""",
    """CREATE INDEX complaint_sheet_id ON complaint (sheet_id)""",
    """CREATE TRIGGER complaint_image_insert AFTER INSERT ON complaint BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('complaint', NEW.id, 'I', json_object('id', NEW.id, 'matter_id', NEW.matter_id, 'sheet_id', NEW.sheet_id, 'passed_on_at', NEW.passed_on_at, 'passed_to', NEW.passed_to, 'answered_at', NEW.answered_at, 'answer', NEW.answer, 'content', NEW.content, 'voided_at', NEW.voided_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER complaint_image_update AFTER UPDATE ON complaint BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('complaint', NEW.id, 'U', json_object('id', NEW.id, 'matter_id', NEW.matter_id, 'sheet_id', NEW.sheet_id, 'passed_on_at', NEW.passed_on_at, 'passed_to', NEW.passed_to, 'answered_at', NEW.answered_at, 'answer', NEW.answer, 'content', NEW.content, 'voided_at', NEW.voided_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER complaint_image_delete AFTER DELETE ON complaint BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('complaint', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE tip_off (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  matter_id INTEGER NOT NULL UNIQUE REFERENCES matter (id) ON DELETE RESTRICT,
  anonymous INTEGER NOT NULL DEFAULT 1 CHECK (anonymous IN (0, 1)),
  words TEXT NOT NULL DEFAULT '',
  summary TEXT NOT NULL DEFAULT '' CHECK (length(summary) <= 300),
  about_head INTEGER NOT NULL DEFAULT 0 CHECK (about_head IN (0, 1)),
  passed_on_at INTEGER,
  passed_to TEXT NOT NULL DEFAULT '' CHECK (length(passed_to) <= 40),
  answered_at INTEGER,
  answer TEXT NOT NULL DEFAULT '',
  voided_at INTEGER,
  version INTEGER NOT NULL DEFAULT 1
) STRICT""",
    """CREATE TRIGGER tip_off_image_insert AFTER INSERT ON tip_off BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('tip_off', NEW.id, 'I', json_object('id', NEW.id, 'matter_id', NEW.matter_id, 'anonymous', NEW.anonymous, 'words', NEW.words, 'summary', NEW.summary, 'about_head', NEW.about_head, 'passed_on_at', NEW.passed_on_at, 'passed_to', NEW.passed_to, 'answered_at', NEW.answered_at, 'answer', NEW.answer, 'voided_at', NEW.voided_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER tip_off_image_update AFTER UPDATE ON tip_off BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('tip_off', NEW.id, 'U', json_object('id', NEW.id, 'matter_id', NEW.matter_id, 'anonymous', NEW.anonymous, 'words', NEW.words, 'summary', NEW.summary, 'about_head', NEW.about_head, 'passed_on_at', NEW.passed_on_at, 'passed_to', NEW.passed_to, 'answered_at', NEW.answered_at, 'answer', NEW.answer, 'voided_at', NEW.voided_at, 'version', NEW.version));
END""",
    """CREATE TRIGGER tip_off_image_delete AFTER DELETE ON tip_off BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('tip_off', OLD.id, 'D', '{}');
END""",
    """CREATE TABLE card_issue (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  premises_id INTEGER NOT NULL REFERENCES premises (id) ON DELETE RESTRICT,
  repairer_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT,
  sheet_id INTEGER REFERENCES sheet (id) ON DELETE RESTRICT,
  issued_at INTEGER NOT NULL,
  receipt TEXT NOT NULL CHECK (length(receipt) <= 8) CHECK (receipt IN ('signed', 'door', 'property')),
  signer TEXT NOT NULL DEFAULT '' CHECK (length(signer) <= 20),
  note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 120),
  by_id INTEGER REFERENCES staff (id) ON DELETE RESTRICT
) STRICT""",
    """CREATE INDEX card_issue_premises_id ON card_issue (premises_id)""",
    """CREATE INDEX card_issue_repairer_id ON card_issue (repairer_id)""",
    """CREATE INDEX card_issue_sheet_id ON card_issue (sheet_id)""",
    """CREATE INDEX card_issue_by_id ON card_issue (by_id)""",
    """CREATE TRIGGER card_issue_no_update BEFORE UPDATE ON card_issue BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to card_issue');
END""",
    """CREATE TRIGGER card_issue_no_delete BEFORE DELETE ON card_issue BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to card_issue');
END""",
    """CREATE TRIGGER card_issue_no_replace BEFORE INSERT ON card_issue
WHEN EXISTS (SELECT 1 FROM card_issue WHERE id = NEW.id) BEGIN
  SELECT RAISE(ABORT, 'append-only: only new rows may be added to card_issue');
END""",
    """CREATE TRIGGER card_issue_image_insert AFTER INSERT ON card_issue BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('card_issue', NEW.id, 'I', json_object('id', NEW.id, 'premises_id', NEW.premises_id, 'repairer_id', NEW.repairer_id, 'sheet_id', NEW.sheet_id, 'issued_at', NEW.issued_at, 'receipt', NEW.receipt, 'signer', NEW.signer, 'note', NEW.note, 'by_id', NEW.by_id));
END""",
    """CREATE TRIGGER card_issue_image_update AFTER UPDATE ON card_issue BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('card_issue', NEW.id, 'U', json_object('id', NEW.id, 'premises_id', NEW.premises_id, 'repairer_id', NEW.repairer_id, 'sheet_id', NEW.sheet_id, 'issued_at', NEW.issued_at, 'receipt', NEW.receipt, 'signer', NEW.signer, 'note', NEW.note, 'by_id', NEW.by_id));
END""",
    """CREATE TRIGGER card_issue_image_delete AFTER DELETE ON card_issue BEGIN
  INSERT INTO row_image (table_name, row_id, op, image)
  VALUES ('card_issue', OLD.id, 'D', '{}');
END""",
)

POSTGRES = (
    """ALTER TABLE matter ADD COLUMN merged_into_id BIGINT REFERENCES matter (id) ON DELETE RESTRICT""",
    """CREATE INDEX matter_merged_into_id ON matter (merged_into_id)""",
    """ALTER TABLE repair ADD COLUMN answers TEXT NOT NULL DEFAULT '{}'""",
    """ALTER TABLE repair ADD COLUMN urged BIGINT NOT NULL DEFAULT 0""",
    """ALTER TABLE repair ADD COLUMN outage_number TEXT NOT NULL DEFAULT '' CHECK (length(outage_number) <= 40)""",
    """ALTER TABLE repair ADD COLUMN user_closed_at BIGINT""",
    """ALTER TABLE repair ADD COLUMN left_over TEXT NOT NULL DEFAULT '' CHECK (length(left_over) <= 200)""",
    """ALTER TABLE visit ADD COLUMN present TEXT NOT NULL DEFAULT '' CHECK (length(present) <= 60)""",
    """ALTER TABLE visit ADD COLUMN risk_told BIGINT NOT NULL DEFAULT 0 CHECK (risk_told IN (0, 1))""",
    """ALTER TABLE visit ADD COLUMN evidence TEXT NOT NULL DEFAULT '' CHECK (length(evidence) <= 10) CHECK (evidence IN ('', 'photo', 'notice', 'witness', 'recording', 'signature'))""",
    """ALTER TABLE visit ADD COLUMN photo_sha256 TEXT NOT NULL DEFAULT '' CHECK (length(photo_sha256) <= 64)""",
    """ALTER TABLE visit ADD COLUMN receiver TEXT NOT NULL DEFAULT '' CHECK (length(receiver) <= 60)""",
    """ALTER TABLE visit ADD COLUMN part TEXT NOT NULL DEFAULT '' CHECK (length(part) <= 40)""",
    """ALTER TABLE visit ADD COLUMN room_before_c BIGINT""",
    """ALTER TABLE visit ADD COLUMN supply_before_c BIGINT""",
    """ALTER TABLE visit ADD COLUMN return_before_c BIGINT""",
    """ALTER TABLE visit ADD COLUMN room_after_c BIGINT""",
    """ALTER TABLE visit ADD COLUMN supply_after_c BIGINT""",
    """ALTER TABLE visit ADD COLUMN return_after_c BIGINT""",
    """ALTER TABLE sheet_return ADD COLUMN shoe_covers BIGINT NOT NULL DEFAULT 0 CHECK (shoe_covers IN (0, 1))""",
    """ALTER TABLE sheet_return ADD COLUMN radiator_bags BIGINT NOT NULL DEFAULT 0 CHECK (radiator_bags IN (0, 1))""",
    """ALTER TABLE sheet_return ADD COLUMN cleaned_up BIGINT NOT NULL DEFAULT 0 CHECK (cleaned_up IN (0, 1))""",
    """ALTER TABLE sheet_return ADD COLUMN state_before TEXT NOT NULL DEFAULT '' CHECK (length(state_before) <= 80)""",
    """ALTER TABLE sheet_return ADD COLUMN alteration_agreed BIGINT NOT NULL DEFAULT 0 CHECK (alteration_agreed IN (0, 1))""",
    """ALTER TABLE sheet_return ADD COLUMN room_before_c BIGINT""",
    """ALTER TABLE sheet_return ADD COLUMN supply_before_c BIGINT""",
    """ALTER TABLE sheet_return ADD COLUMN return_before_c BIGINT""",
    """ALTER TABLE sheet_return ADD COLUMN room_after_c BIGINT""",
    """ALTER TABLE sheet_return ADD COLUMN supply_after_c BIGINT""",
    """ALTER TABLE sheet_return ADD COLUMN return_after_c BIGINT""",
    """ALTER TABLE sheet_return ADD COLUMN charge_kind TEXT NOT NULL DEFAULT '' CHECK (length(charge_kind) <= 8) CHECK (charge_kind IN ('', '无偿', '有偿', '自愿委托'))""",
    """ALTER TABLE sheet_return ADD COLUMN left_over TEXT NOT NULL DEFAULT '' CHECK (length(left_over) <= 200)""",
    """ALTER TABLE sheet_return ADD COLUMN signer_relation TEXT NOT NULL DEFAULT '' CHECK (length(signer_relation) <= 10)""",
    """ALTER TABLE sheet_return ADD COLUMN signed_how TEXT NOT NULL DEFAULT '' CHECK (length(signed_how) <= 4) CHECK (signed_how IN ('', '签名', '捺印', '代签'))""",
    """CREATE TABLE sheet_signature (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  sheet_return_id BIGINT NOT NULL REFERENCES sheet_return (id) ON DELETE RESTRICT,
  signed_at BIGINT NOT NULL,
  signer TEXT NOT NULL DEFAULT '' CHECK (length(signer) <= 20),
  relation TEXT NOT NULL DEFAULT '' CHECK (length(relation) <= 10),
  signed_how TEXT NOT NULL DEFAULT '签名' CHECK (length(signed_how) <= 4) CHECK (signed_how IN ('签名', '捺印', '代签')),
  reason TEXT NOT NULL DEFAULT '' CHECK (length(reason) <= 120),
  at BIGINT NOT NULL,
  by_id BIGINT REFERENCES staff (id) ON DELETE RESTRICT
)""",
    """CREATE INDEX sheet_signature_sheet_return_id ON sheet_signature (sheet_return_id)""",
    """CREATE INDEX sheet_signature_by_id ON sheet_signature (by_id)""",
    """CREATE TRIGGER sheet_signature_append_only BEFORE UPDATE OR DELETE ON sheet_signature
FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER sheet_signature_no_truncate BEFORE TRUNCATE ON sheet_signature
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER sheet_signature_image AFTER INSERT OR UPDATE OR DELETE ON sheet_signature
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE callback_answers (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  matter_id BIGINT NOT NULL REFERENCES matter (id) ON DELETE RESTRICT,
  at BIGINT NOT NULL,
  by_id BIGINT REFERENCES staff (id) ON DELETE RESTRICT,
  dialled_id BIGINT REFERENCES caller (id) ON DELETE RESTRICT,
  result TEXT NOT NULL CHECK (length(result) <= 12) CHECK (result IN ('solved', 'unsolved', 'refused', 'no_answer', 'busy', 'off', 'wrong_number')),
  answered_by TEXT NOT NULL DEFAULT '' CHECK (length(answered_by) <= 20),
  on_time BIGINT CHECK (on_time IN (0, 1)),
  polite BIGINT CHECK (polite IN (0, 1)),
  protected BIGINT CHECK (protected IN (0, 1)),
  overcharged BIGINT CHECK (overcharged IN (0, 1)),
  room_c BIGINT,
  satisfaction TEXT NOT NULL DEFAULT '' CHECK (length(satisfaction) <= 8),
  words TEXT NOT NULL DEFAULT ''
)""",
    """CREATE INDEX callback_answers_matter_id ON callback_answers (matter_id)""",
    """CREATE INDEX callback_answers_at ON callback_answers (at)""",
    """CREATE INDEX callback_answers_by_id ON callback_answers (by_id)""",
    """CREATE INDEX callback_answers_dialled_id ON callback_answers (dialled_id)""",
    """CREATE TRIGGER callback_answers_append_only BEFORE UPDATE OR DELETE ON callback_answers
FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER callback_answers_no_truncate BEFORE TRUNCATE ON callback_answers
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER callback_answers_image AFTER INSERT OR UPDATE OR DELETE ON callback_answers
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE charge (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  matter_id BIGINT NOT NULL REFERENCES matter (id) ON DELETE RESTRICT,
  visit_no BIGINT,
  item_code TEXT NOT NULL CHECK (length(item_code) <= 20),
  name TEXT NOT NULL CHECK (length(name) <= 60),
  unit TEXT NOT NULL DEFAULT '' CHECK (length(unit) <= 8),
  quantity_c BIGINT NOT NULL,
  price_fen BIGINT NOT NULL,
  amount_fen BIGINT NOT NULL,
  voluntary BIGINT NOT NULL DEFAULT 0 CHECK (voluntary IN (0, 1)),
  receipt_no TEXT NOT NULL DEFAULT '' CHECK (length(receipt_no) <= 30),
  at BIGINT NOT NULL,
  by_id BIGINT REFERENCES staff (id) ON DELETE RESTRICT,
  corrects_id BIGINT REFERENCES charge (id) ON DELETE RESTRICT,
  reason TEXT NOT NULL DEFAULT '' CHECK (length(reason) <= 200)
)""",
    """CREATE INDEX charge_matter_id ON charge (matter_id)""",
    """CREATE INDEX charge_by_id ON charge (by_id)""",
    """CREATE INDEX charge_corrects_id ON charge (corrects_id)""",
    """CREATE TRIGGER charge_append_only BEFORE UPDATE OR DELETE ON charge
FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER charge_no_truncate BEFORE TRUNCATE ON charge
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER charge_image AFTER INSERT OR UPDATE OR DELETE ON charge
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE material (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  matter_id BIGINT NOT NULL REFERENCES matter (id) ON DELETE RESTRICT,
  visit_no BIGINT,
  name TEXT NOT NULL CHECK (length(name) <= 60),
  unit TEXT NOT NULL DEFAULT '' CHECK (length(unit) <= 8),
  quantity_c BIGINT NOT NULL,
  at BIGINT NOT NULL,
  by_id BIGINT REFERENCES staff (id) ON DELETE RESTRICT,
  corrects_id BIGINT REFERENCES material (id) ON DELETE RESTRICT,
  reason TEXT NOT NULL DEFAULT '' CHECK (length(reason) <= 200)
)""",
    """CREATE INDEX material_matter_id ON material (matter_id)""",
    """CREATE INDEX material_by_id ON material (by_id)""",
    """CREATE INDEX material_corrects_id ON material (corrects_id)""",
    """CREATE TRIGGER material_append_only BEFORE UPDATE OR DELETE ON material
FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER material_no_truncate BEFORE TRUNCATE ON material
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER material_image AFTER INSERT OR UPDATE OR DELETE ON material
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE approval (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  matter_id BIGINT REFERENCES matter (id) ON DELETE RESTRICT,
  subject TEXT NOT NULL CHECK (length(subject) <= 20),
  reason TEXT NOT NULL DEFAULT '' CHECK (length(reason) <= 300),
  asked_of_id BIGINT REFERENCES staff (id) ON DELETE RESTRICT,
  asked_at BIGINT NOT NULL,
  said TEXT NOT NULL DEFAULT '' CHECK (length(said) <= 300),
  by_id BIGINT REFERENCES staff (id) ON DELETE RESTRICT,
  verdict TEXT NOT NULL DEFAULT '' CHECK (length(verdict) <= 10) CHECK (verdict IN ('', 'agreed', 'objected')),
  signed_at BIGINT,
  signed_by_id BIGINT REFERENCES staff (id) ON DELETE RESTRICT,
  remark TEXT NOT NULL DEFAULT '' CHECK (length(remark) <= 200),
  version BIGINT NOT NULL DEFAULT 1
)""",
    """CREATE INDEX approval_signed_at ON approval (signed_at)""",
    """CREATE INDEX approval_matter_id ON approval (matter_id)""",
    """CREATE INDEX approval_asked_of_id ON approval (asked_of_id)""",
    """CREATE INDEX approval_by_id ON approval (by_id)""",
    """CREATE INDEX approval_signed_by_id ON approval (signed_by_id)""",
    """CREATE TRIGGER approval_image AFTER INSERT OR UPDATE OR DELETE ON approval
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE support_request (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  at BIGINT NOT NULL,
  asked_of TEXT NOT NULL CHECK (length(asked_of) <= 40),
  words TEXT NOT NULL DEFAULT '' CHECK (length(words) <= 300),
  answer TEXT NOT NULL DEFAULT '' CHECK (length(answer) <= 200),
  open_count BIGINT NOT NULL DEFAULT 0,
  late_count BIGINT NOT NULL DEFAULT 0,
  by_id BIGINT REFERENCES staff (id) ON DELETE RESTRICT
)""",
    """CREATE INDEX support_request_by_id ON support_request (by_id)""",
    """CREATE TRIGGER support_request_append_only BEFORE UPDATE OR DELETE ON support_request
FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER support_request_no_truncate BEFORE TRUNCATE ON support_request
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER support_request_image AFTER INSERT OR UPDATE OR DELETE ON support_request
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE outage (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  matter_id BIGINT NOT NULL UNIQUE REFERENCES matter (id) ON DELETE RESTRICT,
  cause TEXT NOT NULL CHECK (length(cause) <= 8) CHECK (cause IN ('fault', 'planned', 'power', 'other')),
  reason TEXT NOT NULL DEFAULT '' CHECK (length(reason) <= 200),
  began_at BIGINT NOT NULL,
  expected_at BIGINT,
  arrived_at BIGINT,
  users_told_at BIGINT,
  restored_at BIGINT,
  voided_at BIGINT,
  version BIGINT NOT NULL DEFAULT 1
)""",
    """CREATE INDEX outage_restored_at_began_at ON outage (restored_at, began_at)""",
    """CREATE TRIGGER outage_image AFTER INSERT OR UPDATE OR DELETE ON outage
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE outage_area (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  outage_id BIGINT NOT NULL REFERENCES outage (id) ON DELETE RESTRICT,
  community_id BIGINT REFERENCES community (id) ON DELETE RESTRICT,
  building_id BIGINT REFERENCES building (id) ON DELETE RESTRICT,
  unit TEXT NOT NULL DEFAULT '' CHECK (length(unit) <= 10),
  riser TEXT NOT NULL DEFAULT '' CHECK (length(riser) <= 30),
  voided_at BIGINT,
  version BIGINT NOT NULL DEFAULT 1
)""",
    """CREATE INDEX outage_area_outage_id ON outage_area (outage_id)""",
    """CREATE INDEX outage_area_building_id ON outage_area (building_id)""",
    """CREATE INDEX outage_area_community_id ON outage_area (community_id)""",
    """CREATE TRIGGER outage_area_image AFTER INSERT OR UPDATE OR DELETE ON outage_area
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE outage_call (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  outage_id BIGINT NOT NULL REFERENCES outage (id) ON DELETE RESTRICT,
  matter_id BIGINT NOT NULL REFERENCES matter (id) ON DELETE RESTRICT,
  what TEXT NOT NULL CHECK (length(what) <= 10) CHECK (what IN ('joined', 'left', 'updated', 'restored', 'unreached')),
  at BIGINT NOT NULL,
  by_id BIGINT REFERENCES staff (id) ON DELETE RESTRICT,
  until_at BIGINT,
  note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 200)
)""",
    """CREATE INDEX outage_call_outage_id_what ON outage_call (outage_id, what)""",
    """CREATE INDEX outage_call_matter_id ON outage_call (matter_id)""",
    """CREATE INDEX outage_call_by_id ON outage_call (by_id)""",
    """CREATE TRIGGER outage_call_append_only BEFORE UPDATE OR DELETE ON outage_call
FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER outage_call_no_truncate BEFORE TRUNCATE ON outage_call
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER outage_call_image AFTER INSERT OR UPDATE OR DELETE ON outage_call
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE posting (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  outage_id BIGINT NOT NULL REFERENCES outage (id) ON DELETE RESTRICT,
  sheet_id BIGINT REFERENCES sheet (id) ON DELETE RESTRICT,
  what TEXT NOT NULL CHECK (length(what) <= 10) CHECK (what IN ('stopped', 'restored')),
  place TEXT NOT NULL CHECK (length(place) <= 120),
  posted_at BIGINT NOT NULL,
  by_id BIGINT REFERENCES staff (id) ON DELETE RESTRICT,
  photo_sha256 TEXT NOT NULL DEFAULT '' CHECK (length(photo_sha256) <= 64)
)""",
    """CREATE INDEX posting_outage_id ON posting (outage_id)""",
    """CREATE INDEX posting_sheet_id ON posting (sheet_id)""",
    """CREATE INDEX posting_by_id ON posting (by_id)""",
    """CREATE TRIGGER posting_append_only BEFORE UPDATE OR DELETE ON posting
FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER posting_no_truncate BEFORE TRUNCATE ON posting
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER posting_image AFTER INSERT OR UPDATE OR DELETE ON posting
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE todays_word (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  day TEXT NOT NULL,
  words TEXT NOT NULL DEFAULT '',
  at BIGINT NOT NULL,
  by_id BIGINT REFERENCES staff (id) ON DELETE RESTRICT
)""",
    """CREATE INDEX todays_word_day ON todays_word (day)""",
    """CREATE INDEX todays_word_by_id ON todays_word (by_id)""",
    """CREATE TRIGGER todays_word_append_only BEFORE UPDATE OR DELETE ON todays_word
FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER todays_word_no_truncate BEFORE TRUNCATE ON todays_word
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER todays_word_image AFTER INSERT OR UPDATE OR DELETE ON todays_word
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE forwarded (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  matter_id BIGINT NOT NULL UNIQUE REFERENCES matter (id) ON DELETE RESTRICT,
  sender TEXT NOT NULL DEFAULT '' CHECK (length(sender) <= 40),
  their_number TEXT NOT NULL DEFAULT '' CHECK (length(their_number) <= 40),
  reply_to TEXT NOT NULL DEFAULT '' CHECK (length(reply_to) <= 60),
  progress_at BIGINT,
  replied_at BIGINT,
  result TEXT NOT NULL DEFAULT '',
  received_by TEXT NOT NULL DEFAULT '' CHECK (length(received_by) <= 40),
  voided_at BIGINT,
  version BIGINT NOT NULL DEFAULT 1
)""",
    """CREATE TRIGGER forwarded_image AFTER INSERT OR UPDATE OR DELETE ON forwarded
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE opinion_report (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  sheet_id BIGINT NOT NULL UNIQUE REFERENCES sheet (id) ON DELETE RESTRICT,
  form TEXT NOT NULL CHECK (length(form) <= 8) CHECK (form IN ('single', 'summary')),
  from_at BIGINT,
  until_at BIGINT,
  sent_at BIGINT NOT NULL,
  how TEXT NOT NULL DEFAULT '' CHECK (length(how) <= 20),
  received_by TEXT NOT NULL DEFAULT '' CHECK (length(received_by) <= 40),
  by_id BIGINT REFERENCES staff (id) ON DELETE RESTRICT
)""",
    """CREATE INDEX opinion_report_sent_at ON opinion_report (sent_at)""",
    """CREATE INDEX opinion_report_by_id ON opinion_report (by_id)""",
    """CREATE TRIGGER opinion_report_append_only BEFORE UPDATE OR DELETE ON opinion_report
FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER opinion_report_no_truncate BEFORE TRUNCATE ON opinion_report
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER opinion_report_image AFTER INSERT OR UPDATE OR DELETE ON opinion_report
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE opinion_line (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  report_id BIGINT NOT NULL REFERENCES opinion_report (id) ON DELETE RESTRICT,
  matter_id BIGINT NOT NULL REFERENCES matter (id) ON DELETE RESTRICT,
  words TEXT NOT NULL DEFAULT '' CHECK (length(words) <= 300)
)""",
    """CREATE INDEX opinion_line_report_id ON opinion_line (report_id)""",
    """CREATE INDEX opinion_line_matter_id ON opinion_line (matter_id)""",
    """CREATE TRIGGER opinion_line_append_only BEFORE UPDATE OR DELETE ON opinion_line
FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER opinion_line_no_truncate BEFORE TRUNCATE ON opinion_line
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER opinion_line_image AFTER INSERT OR UPDATE OR DELETE ON opinion_line
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE complaint (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  matter_id BIGINT NOT NULL UNIQUE REFERENCES matter (id) ON DELETE RESTRICT,
  sheet_id BIGINT REFERENCES sheet (id) ON DELETE RESTRICT,
  passed_on_at BIGINT,
  passed_to TEXT NOT NULL DEFAULT '' CHECK (length(passed_to) <= 40),
  answered_at BIGINT,
  answer TEXT NOT NULL DEFAULT '',
  content BIGINT CHECK (content IN (0, 1)),
  voided_at BIGINT,
  version BIGINT NOT NULL DEFAULT 1
)""",
    """CREATE INDEX complaint_sheet_id ON complaint (sheet_id)""",
    """CREATE TRIGGER complaint_image AFTER INSERT OR UPDATE OR DELETE ON complaint
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE tip_off (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  matter_id BIGINT NOT NULL UNIQUE REFERENCES matter (id) ON DELETE RESTRICT,
  anonymous BIGINT NOT NULL DEFAULT 1 CHECK (anonymous IN (0, 1)),
  words TEXT NOT NULL DEFAULT '',
  summary TEXT NOT NULL DEFAULT '' CHECK (length(summary) <= 300),
  about_head BIGINT NOT NULL DEFAULT 0 CHECK (about_head IN (0, 1)),
  passed_on_at BIGINT,
  passed_to TEXT NOT NULL DEFAULT '' CHECK (length(passed_to) <= 40),
  answered_at BIGINT,
  answer TEXT NOT NULL DEFAULT '',
  voided_at BIGINT,
  version BIGINT NOT NULL DEFAULT 1
)""",
    """CREATE TRIGGER tip_off_image AFTER INSERT OR UPDATE OR DELETE ON tip_off
FOR EACH ROW EXECUTE FUNCTION write_image()""",
    """CREATE TABLE card_issue (
  id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  premises_id BIGINT NOT NULL REFERENCES premises (id) ON DELETE RESTRICT,
  repairer_id BIGINT REFERENCES staff (id) ON DELETE RESTRICT,
  sheet_id BIGINT REFERENCES sheet (id) ON DELETE RESTRICT,
  issued_at BIGINT NOT NULL,
  receipt TEXT NOT NULL CHECK (length(receipt) <= 8) CHECK (receipt IN ('signed', 'door', 'property')),
  signer TEXT NOT NULL DEFAULT '' CHECK (length(signer) <= 20),
  note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= 120),
  by_id BIGINT REFERENCES staff (id) ON DELETE RESTRICT
)""",
    """CREATE INDEX card_issue_premises_id ON card_issue (premises_id)""",
    """CREATE INDEX card_issue_repairer_id ON card_issue (repairer_id)""",
    """CREATE INDEX card_issue_sheet_id ON card_issue (sheet_id)""",
    """CREATE INDEX card_issue_by_id ON card_issue (by_id)""",
    """CREATE TRIGGER card_issue_append_only BEFORE UPDATE OR DELETE ON card_issue
FOR EACH ROW EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER card_issue_no_truncate BEFORE TRUNCATE ON card_issue
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()""",
    """CREATE TRIGGER card_issue_image AFTER INSERT OR UPDATE OR DELETE ON card_issue
FOR EACH ROW EXECUTE FUNCTION write_image()""",
)
