from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from synthesis.formats.archive import EARLIEST, legible, written_again


def archive(*names: str) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as written:
        for name in names:
            written.writestr(name, f"dans {name}")
    return made.getvalue()


def test_the_order_in_which_files_were_written_leaves_no_trace() -> None:
    assert written_again(archive("b.xml", "a.xml")) == written_again(archive("a.xml", "b.xml"))


def test_what_says_the_type_comes_first_and_only_it_is_stored_as_it_is() -> None:
    infos = ZipFile(BytesIO(written_again(archive("a.xml", "mimetype")))).infolist()
    assert [(info.filename, info.compress_type) for info in infos] == [
        ("mimetype", ZIP_STORED),
        ("a.xml", ZIP_DEFLATED),
    ]


def test_every_file_keeps_its_content_and_loses_its_date() -> None:
    read = ZipFile(BytesIO(written_again(archive("a.xml", "dossier/"))))
    assert (read.namelist(), read.read("a.xml")) == (["a.xml"], b"dans a.xml")
    assert read.getinfo("a.xml").date_time == EARLIEST


def test_signs_xml_cannot_hold_are_replaced() -> None:
    assert legible("a\x00b\x07c\ud800d\te") == "a\ufffdb\ufffdc\ufffdd\te"
