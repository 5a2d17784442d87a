The employee of the month is granted a badge of Odoo when announced; a withdrawal takes it back.
