from . import models
from . import imports
from . import wizards
from .hooks import uninstall_hook
