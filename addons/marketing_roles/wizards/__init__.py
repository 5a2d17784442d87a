from . import marketing_task_move
