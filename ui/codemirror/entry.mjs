// What the query page's editor takes from CodeMirror.
export { EditorView, keymap } from "@codemirror/view";
export { EditorState, Compartment } from "@codemirror/state";
export { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
export { autocompletion, completionKeymap, closeBrackets } from "@codemirror/autocomplete";
export { HighlightStyle, syntaxHighlighting, bracketMatching } from "@codemirror/language";
export { sql, PostgreSQL } from "@codemirror/lang-sql";
export { tags } from "@lezer/highlight";
