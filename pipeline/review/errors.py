"""Why a decision is refused; each cause has its HTTP status."""

from __future__ import annotations

from schemas.errors import GongkaiError


class ReviewError(GongkaiError):
    """Base of refusals of the review."""

    code = "review"
    status = 400


class NotFoundError(ReviewError):
    """No such item or report."""

    code = "not_found"
    status = 404
    remedy = "Go back to the queue."


class ConflictError(ReviewError):
    """Somebody was faster, or the proposal has changed since it was shown."""

    code = "conflict"
    status = 409
    remedy = "Look at the item as it is now, and decide again if need be."


class ForbiddenError(ReviewError):
    """The role does not allow it."""

    code = "forbidden"
    status = 403
    remedy = "Ask an admin for the role of a reviewer."


class InvalidDecisionError(ReviewError):
    """The choice does not fit the item, or the value is none."""

    code = "invalid_decision"
    status = 422
    remedy = "Type the figure as a decimal in the unit shown."
