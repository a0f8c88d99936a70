// The menu of files: what, and as which kind. A file is fetched from an address of its own, so the page goes on.
// What is put aside stands in the address of the page, which cards change without a run of the page.
export default function ({ data, parentElement: place, setTriggerValue }) {
  const { scopes, kinds, asked, words } = data;
  const fields = place.querySelector("fieldset");
  const list = place.querySelector("ul");
  const status = place.querySelector("[role=status]");
  const make = (name, text, more = {}) => Object.assign(document.createElement(name), { textContent: text ?? "", ...more });
  const aside = (new URLSearchParams(location.search).get("tray") ?? "").split(",").filter(Boolean);

  place.querySelector("form").onsubmit = (event) => event.preventDefault();
  const all = { ...scopes };
  if (aside.length) all[aside.join(",")] = words.aside.replace("{count}", aside.length);
  const before = fields.querySelector(":checked")?.value;
  const chosen = before in all ? before : aside.length ? aside.join(",") : Object.keys(all)[0];
  fields.replaceChildren(make("legend", words.what));
  for (const [what, name] of Object.entries(all)) {
    const label = make("label");
    label.append(make("input", "", { type: "radio", name: "what", value: what, checked: what === chosen }), make("span", name));
    if (what === aside.join(",")) {
      label.append(make("button", words.empty, { type: "button", className: "empty", onclick: () => setTriggerValue("emptied", true) }));
    }
    fields.append(label);
  }

  list.replaceChildren(...kinds.map(({ kind, label, use, whole }) => {
    const button = make("button", "", { type: "button" });
    button.append(make("span", label), make("span", use, { className: "for" }));
    button.dataset.kind = kind;
    button.onclick = () => take(kind, whole ? "report" : fields.querySelector(":checked").value, button);
    const item = make("li");
    item.append(button);
    return item;
  }));

  async function take(kind, what, button) {
    if (button.hasAttribute("aria-busy")) return;
    const address = new URL(`take/${kind}`, window.__streamlit?.BACKEND_BASE_URL ?? document.baseURI);
    address.search = new URLSearchParams({ ...asked, what });
    const begun = Date.now();
    const tell = () => { status.textContent = words.making.replace("{seconds}", Math.round((Date.now() - begun) / 1000)); };
    tell();
    const telling = setInterval(tell, 1000);
    button.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address);
      const named = /filename="([^"]+)"/.exec(answer.headers.get("content-disposition") ?? "")?.[1];
      if (answer.ok && !named) throw new Error("not from here: a page of a proxy");
      if (!answer.ok) {
        status.textContent = (await answer.text()).trim();
        return;
      }
      const link = make("a", "", { href: URL.createObjectURL(await answer.blob()), download: named });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60000);
      status.textContent = words.done.replace("{file}", named);
    } catch {
      status.textContent = words.failed;
    } finally {
      clearInterval(telling);
      button.removeAttribute("aria-busy");
    }
  }
}
