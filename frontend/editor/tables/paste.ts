/** Pasting cells: a table of its own in the text, or filling the cells from the caret on in a table. */
import { Extension } from "@tiptap/core";
import { Fragment, Slice, type Node as PMNode } from "@tiptap/pm/model";
import { Plugin, PluginKey, type EditorState } from "@tiptap/pm/state";
import { isInTable, selectedRect } from "@tiptap/pm/tables";
import { cellsOfTabs, isSheet, namesColumns, tableHtml } from "./sheet";

type Rows = PMNode[][];

const cellsOf = (row: PMNode): PMNode[] => Array.from({ length: row.childCount }, (_, index) => row.child(index));

function mapTables(fragment: Fragment, change: (table: PMNode) => PMNode): Fragment {
  const nodes: PMNode[] = [];
  fragment.forEach((node) => nodes.push(node.type.name === "table" ? change(node) : node));
  return Fragment.from(nodes);
}

function retyped(table: PMNode, header: (row: number, column: number, cell: PMNode) => boolean): PMNode {
  const { tableHeader, tableCell } = table.type.schema.nodes;
  const rows: PMNode[] = [];
  table.forEach((row, _offset, at) => {
    let column = 0;
    const cells = cellsOf(row).map((cell) => {
      const type = header(at, column, cell) ? tableHeader! : tableCell!;
      column += cell.attrs.colspan as number;
      return type.create(cell.attrs, cell.content, cell.marks);
    });
    rows.push(row.copy(Fragment.from(cells)));
  });
  return table.copy(Fragment.from(rows));
}

/** A spreadsheet marks no header; a first row of words over figures is one. */
function withHeader(table: PMNode): PMNode {
  const rows: Rows = [];
  table.forEach((row) => rows.push(cellsOf(row)));
  if (rows.flat().some((cell) => cell.type.name === "tableHeader")) return table;
  if (!namesColumns(rows.map((cells) => cells.map((cell) => cell.textContent.trim())))) return table;
  return retyped(table, (row) => row === 0);
}

/** What fills a table takes the looks of the cells it fills; beyond its edge a header column goes on. */
function likeTarget(state: EditorState, pasted: PMNode): PMNode {
  const { table, map, top, left } = selectedRect(state);
  const isHeader = (row: number, column: number): boolean => {
    const inside = row < map.height && column < map.width;
    const place = inside ? map.map[row * map.width + column] : undefined;
    return place !== undefined && table.nodeAt(place)?.type.name === "tableHeader";
  };
  const column = Array.from({ length: map.height }, (_, row) => row).slice(1).every((row) => isHeader(row, 0)) && map.height > 1;
  const row = Array.from({ length: map.width }, (_, at) => at).slice(1).every((at) => isHeader(0, at)) && map.width > 1;
  return retyped(pasted, (down, along) => {
    const [at, across] = [top + down, left + along];
    if (at < map.height && across < map.width) return isHeader(at, across);
    return (row && at === 0) || (column && across === 0);
  });
}

/** Cells of spreadsheets, as HTML or as text with tabs. Comes before the tables' own plugin. */
export const TablePaste = Extension.create({
  name: "tablePaste",
  priority: 1060,
  addProseMirrorPlugins() {
    return [
      new Plugin({
        key: new PluginKey("tablePaste"),
        props: {
          transformPasted(slice, view) {
            const inside = isInTable(view.state);
            const change = (table: PMNode): PMNode => (inside ? likeTarget(view.state, table) : withHeader(table));
            return new Slice(mapTables(slice.content, change), slice.openStart, slice.openEnd);
          },
          handlePaste(view, event) {
            const text = event.clipboardData?.getData("text/plain") ?? "";
            const html = event.clipboardData?.getData("text/html") ?? "";
            const { parent } = view.state.selection.$from;
            if (html.trim() || !isSheet(text) || parent.type.spec.code) return false;
            return view.pasteHTML(tableHtml(cellsOfTabs(text)));
          },
        },
      }),
    ];
  },
});
