// An editor for one statement: highlighting, completion, Ctrl+Enter. Tab is left alone, so that it leads out.
// The reader's text is the editor's own; the page hears it when the editor is left, and with what is run. The page
// puts another text (another text_turn) or inserts a name at the cursor (another insert_turn).

export default async function ({ data, parentElement: place, setStateValue, setTriggerValue }) {
  place.told = { data, setStateValue, setTriggerValue };
  place.editor ??= begun(place);
  const editor = await place.editor;
  const { data: now } = place.told; // another run may have come meanwhile
  editor.said(now);
}

async function begun(place) {
  const first = place.told.data;
  const cm = await import(new URL(first.script, document.baseURI).href);
  let known = first.text; // what the page knows
  let [texts, inserts] = [first.text_turn, first.insert_turn];
  const button = place.querySelector("button");

  const tell = () => {
    const text = view.state.doc.toString();
    if (text !== known) place.told.setStateValue("text", (known = text));
  };
  const run = () => {
    known = view.state.doc.toString();
    place.told.setTriggerValue("run", known);
    return true;
  };
  const offered = Object.entries(first.columns).map(([label, detail]) => ({ label, detail, boost: -1 }));
  const columns = (context) => {
    const word = context.matchBefore(/\w+/);
    const qualified = word && context.state.sliceDoc(word.from - 1, word.from) === ".";
    return qualified || !(word || context.explicit) ? null : { from: word?.from ?? context.pos, options: offered, validFor: /^\w*$/ };
  };
  const ink = (tag, color, more = {}) => ({ tag, color: `var(${color})`, ...more });
  const language = cm.sql({ dialect: cm.PostgreSQL, schema: first.tables });
  const view = new cm.EditorView({
    root: place.getRootNode(),
    parent: place.querySelector(".editor"),
    doc: first.text,
    extensions: [
      cm.keymap.of([{ key: "Mod-Enter", run }, ...cm.completionKeymap, ...cm.historyKeymap, ...cm.defaultKeymap.filter(({ key }) => key !== "Mod-Enter")]),
      cm.history(),
      cm.bracketMatching(),
      cm.closeBrackets(),
      language,
      language.language.data.of({ autocomplete: columns }),
      cm.autocompletion({ icons: false }),
      cm.syntaxHighlighting(cm.HighlightStyle.define([
        ink(cm.tags.keyword, "--st-link-color", { fontWeight: "600" }),
        ink([cm.tags.string, cm.tags.special(cm.tags.string)], "--st-green-text-color"),
        ink([cm.tags.number, cm.tags.bool, cm.tags.null], "--st-red-text-color"),
        ink([cm.tags.comment], "--st-gray-text-color"),
      ])),
      cm.EditorView.lineWrapping,
      cm.EditorView.contentAttributes.of({ tabindex: "0", "aria-label": first.label, "aria-describedby": "hint" }),
      cm.EditorView.domEventHandlers({ blur: tell }),
    ],
  });
  button.onclick = run;

  return {
    said(data) {
      button.querySelector(".words").textContent = data.run;
      button.hidden = false;
      place.querySelector("#hint").textContent = data.hint;
      if (data.text_turn !== texts) {
        texts = data.text_turn;
        known = data.text;
        view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: data.text }, selection: { anchor: 0 } });
      }
      if (data.insert_turn !== inserts) {
        inserts = data.insert_turn;
        view.dispatch(view.state.replaceSelection(data.insert));
        tell();
      }
    },
  };
}
