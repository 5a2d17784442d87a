"""A QR code as a picture, by what Odoo brings along: its own route of bar codes needs a graphics library more."""

import base64
import io

from PIL import Image
from reportlab.graphics.barcode.qr import QrCodeWidget

# What the standard asks for as white border, and how many pixels a module gets, in print as on the screen.
BORDER, SCALE = 4, 6


def qr_image(text):
    """Return the source of an image that shows a text as a QR code.

    >>> qr_image("https://example.com")[:22]
    'data:image/png;base64,'
    """
    code = QrCodeWidget(text, barLevel="M").qr
    code.make()
    size = code.getModuleCount()
    picture = Image.new("1", (size + 2 * BORDER,) * 2, 1)
    for row in range(size):
        for column in range(size):
            if code.isDark(row, column):
                picture.putpixel((BORDER + column, BORDER + row), 0)
    file = io.BytesIO()
    picture.resize((picture.width * SCALE,) * 2, Image.Resampling.NEAREST).save(file, "PNG")
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()
