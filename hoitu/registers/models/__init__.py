"""Dated records that many rooms read: the law's figures, and the rows of the registers."""

from hoitu.registers.models.activities import Commendation, Cooperation, Initiative
from hoitu.registers.models.alarms import ExpiryNotice
from hoitu.registers.models.assets import Equipment, Platform, StaffPolicy
from hoitu.registers.models.budget import AutonomyDecision, BudgetLine
from hoitu.registers.models.channels import DigitalChannel
from hoitu.registers.models.coverage import Coverage, RemoteCommune
from hoitu.registers.models.law import LegalRule
from hoitu.registers.models.legal import Finding, Inspection, LegalText, Licence
from hoitu.registers.models.orders import AcceptedItem, NormVersion, Order, OrderLine, Payment, UnitPrice
from hoitu.registers.models.platforms import PlatformConnection, PlatformMilestone
from hoitu.registers.models.row import Row
from hoitu.registers.models.schools import Curriculum, Institution
from hoitu.registers.models.sheets import SheetImport, SheetRow
from hoitu.registers.models.systems import Assessment, InfoSystem, LevelDossier
from hoitu.registers.models.training import Attendance, Course, Enrolment, Session
from hoitu.registers.models.wordings import HouseWording

__all__ = [
    "AcceptedItem",
    "Assessment",
    "Attendance",
    "AutonomyDecision",
    "BudgetLine",
    "Commendation",
    "Cooperation",
    "Course",
    "Coverage",
    "Curriculum",
    "DigitalChannel",
    "Enrolment",
    "Equipment",
    "ExpiryNotice",
    "Finding",
    "HouseWording",
    "InfoSystem",
    "Initiative",
    "Inspection",
    "Institution",
    "LegalRule",
    "LegalText",
    "LevelDossier",
    "Licence",
    "NormVersion",
    "Order",
    "OrderLine",
    "Payment",
    "Platform",
    "PlatformConnection",
    "PlatformMilestone",
    "RemoteCommune",
    "Row",
    "Session",
    "SheetImport",
    "SheetRow",
    "StaffPolicy",
    "UnitPrice",
]
