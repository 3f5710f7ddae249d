"""The import-linter contract "doors": a room meets a lower room only where that one opens a door."""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class DoorsContract(Contract):
    """Fails for every import from one room into the inside of another.

    `rooms` are the packages with doors, `doors` the names that may be imported from outside. Importers that are in no
    room (the project, which wires everything) and tests may look inside.
    """

    type_name = "doors"

    rooms = fields.ListField(subfield=fields.ModuleField())
    doors = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        rooms = [room.name for room in self.rooms]  # type: ignore[attr-defined]
        allowed = {f"{room}.{door}" for room in rooms for door in self.doors}  # type: ignore[attr-defined]
        broken = [
            (importer, imported)
            for importer in sorted(graph.modules)
            if not _is_test(importer) and (home := _room(importer, rooms))
            for imported in sorted(graph.find_modules_directly_imported_by(importer))
            if (other := _room(imported, rooms)) and other != home and not _is_allowed(imported, allowed)
        ]
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, imported in check.metadata["broken"]:
            output.print_error(f"{importer} imports {imported}; ask for it at the room's api.py or data.py")


def _is_test(module: str) -> bool:
    return ".tests" in module or module.endswith(".testing")


def _is_allowed(module: str, doors: set[str]) -> bool:
    return any(module == door or module.startswith(door + ".") for door in doors)


def _room(module: str, rooms: list[str]) -> str | None:
    return next((room for room in rooms if module == room or module.startswith(room + ".")), None)
