"""A text that was seen but could not be read: shown in red wherever it stands."""

from desktop.domain.tables import Unread as Unread
