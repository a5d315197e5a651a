"""The two erasable places: people in the ledger, and callers of matters."""

from app.models.base import BytesField, IntegerField, ShortText, Table, UtcField


class Person(Table):
    """A person of the ledger. Erasing sets values and salt to NULL; the digests stay."""

    personal = ("name", "phone", "phone2", "id_cipher")
    unlogged = ("salt",)

    name = ShortText(60, null=True)
    phone = ShortText(30, null=True)
    phone2 = ShortText(30, null=True)
    id_cipher = ShortText(200, null=True)
    salt = BytesField(null=True)
    name_digest = ShortText(64, null=True)
    phone_digest = ShortText(64, null=True)
    phone2_digest = ShortText(64, null=True)
    id_cipher_digest = ShortText(64, null=True)
    erased_at = UtcField(null=True)
    version = IntegerField(default=1)

    class Meta:
        table_name = "person"


class Caller(Table):
    """Who brought a matter, as said on the phone; apart from the holder of the premises."""

    personal = ("name", "phone")
    unlogged = ("salt",)

    name = ShortText(60, null=True)
    phone = ShortText(30, null=True, index=True)
    relation = ShortText(20, default="本人")
    salt = BytesField(null=True)
    name_digest = ShortText(64, null=True)
    phone_digest = ShortText(64, null=True)
    erased_at = UtcField(null=True)
    version = IntegerField(default=1)

    class Meta:
        table_name = "caller"
