"""The expected errors: each carries the sentence that is shown to the clerk."""


class AppError(Exception):
    """Base of all expected errors: ``str(error)`` is the Chinese sentence for the clerk."""


class Refused(AppError):
    """What was asked cannot be done as it stands; nothing was changed."""


class Cancelled(AppError):
    """The clerk gave up a long job; nothing of it was kept."""

    def __init__(self, message: str = "已取消，没有保存任何内容") -> None:
        super().__init__(message)
