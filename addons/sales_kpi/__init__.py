from . import models
from . import imports
from .hooks import uninstall_hook
