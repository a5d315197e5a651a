"""Finished papers on screen and on the printer. The bytes are made by the form kit and never changed here."""

from collections.abc import Generator, Iterator

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QObject, QRect, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from app.services.kernel.errors import AppError

MOST_DOTS_PER_INCH = 600
# A whole A4 page at 1200 dpi would take half a gigabyte; a band of these rows takes ten megabytes.
BAND_ROWS = 512
_POINTS_PER_INCH = 72
_NO_PRINTER = "未找到打印机。请检查打印机是否开机、连接，或先另存为文件。"


class NotPrinted(AppError):
    """Nothing was handed to the spooler."""


class PaperDocument(QPdfDocument):
    """A PDF held in memory, with the buffer it is read from."""

    def __init__(self, content: bytes, parent: QObject | None = None) -> None:
        super().__init__(parent)  # type: ignore[arg-type]  # the published type forgets that None is fine
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(content))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.load(self._buffer)


def printer_names() -> list[str]:
    """Printers of this computer, the default one first."""
    default = QPrinterInfo.defaultPrinterName()
    return sorted((info.printerName() for info in QPrinterInfo.availablePrinters()), key=lambda name: name != default)


def printer_named(name: str) -> QPrinter:
    """A printer of this computer; raises NotPrinted when it is not there. `isValid` alone is true without any."""
    names = printer_names()
    if not names:
        raise NotPrinted(_NO_PRINTER)
    if name not in names:
        raise NotPrinted(f"打印机“{name}”不在线。请检查连接或换一台打印机。")
    return QPrinter(QPrinterInfo.printerInfo(name), QPrinter.PrinterMode.HighResolution)


def print_pdf(content: bytes, printer: QPrinter, name: str = "") -> int:
    """Hand every page to the spooler at 100 % and return their number; `name` is the job's name in the queue.

    Raises NotPrinted when the file cannot be read or the printer does not take the job.
    """
    *_, (_, pages) = spooled(content, printer, name)
    return pages


def spooled(content: bytes, printer: QPrinter, name: str = "") -> Generator[tuple[int, int], None, None]:
    """The same in steps of a few milliseconds, for papers of many pages; each tells its page and the number of pages.

    Closed before its end it takes the job back from the printer.
    """
    document = PaperDocument(content)
    if document.pageCount() < 1:
        raise NotPrinted("文件无法读取，未打印。请重新生成单据。")
    # Not from supportedResolutions(): Qt's own spooling engine claims 72 and nothing else.
    printer.setResolution(min(printer.resolution(), MOST_DOTS_PER_INCH))
    printer.setFullPage(True)
    printer.setDocName(name)
    _set_page(printer, document.pagePointSize(0))
    painter = QPainter()
    if not painter.begin(printer):
        raise NotPrinted("打印机没有接受任务，未打印。请检查打印机后重试，或先另存为文件。")
    pages = document.pageCount()
    try:
        for page in range(pages):
            if page:
                _set_page(printer, document.pagePointSize(page))
                if not printer.newPage():
                    raise NotPrinted(f"打印机在第 {page} 页后中断。请检查打印机后重新打印。")
            for top, band in _bands(document, page, _dots(document, page, printer.resolution())):
                painter.drawImage(0, top, band)
                yield page + 1, pages
    except GeneratorExit:
        printer.abort()
        raise
    finally:
        painter.end()


def _set_page(printer: QPrinter, points: QSizeF) -> None:
    upright = QPageSize(QSizeF(min(points.toTuple()), max(points.toTuple())), QPageSize.Unit.Point)
    turned = points.width() > points.height() and upright.id() is not QPageSize.PageSizeId.Custom
    size = upright if turned or points.width() <= points.height() else QPageSize(points, QPageSize.Unit.Point)
    orientation = QPageLayout.Orientation.Landscape if turned else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(size, orientation, QMarginsF()))
    printer.setFullPage(True)


def _dots(document: QPdfDocument, page: int, resolution: int) -> QSize:
    points = document.pagePointSize(page)
    return QSize(
        round(points.width() * resolution / _POINTS_PER_INCH), round(points.height() * resolution / _POINTS_PER_INCH)
    )


def _bands(document: QPdfDocument, page: int, whole: QSize) -> Iterator[tuple[int, QImage]]:
    """The page from top to bottom, grey on white."""
    for top in range(0, whole.height(), BAND_ROWS):
        clip = QRect(0, top, whole.width(), min(BAND_ROWS, whole.height() - top))
        options = QPdfDocumentRenderOptions()
        options.setScaledSize(whole)
        options.setScaledClipRect(clip)
        band = QImage(clip.size(), QImage.Format.Format_Grayscale8)
        band.fill(Qt.GlobalColor.white)
        ink = QPainter(band)
        ink.drawImage(0, 0, document.render(page, clip.size(), options))
        ink.end()
        yield top, band
