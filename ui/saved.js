// Named links in the browser's storage: the form keeps the address as it stands, a link brings it back.

const KEY = "saved_views"; // {name: query of the address}

export default function ({ data, parentElement: place }) {
  const [form, list, status] = ["form", "ul", "p"].map((name) => place.querySelector(name));
  const name = form.querySelector("input");
  name.placeholder = name.ariaLabel = data.name;
  form.querySelector("button").textContent = data.save;

  const kept = () => {
    try {
      const views = JSON.parse(localStorage.getItem(KEY) ?? "{}");
      return Object.entries(views).filter(([, query]) => typeof query === "string");
    } catch {
      return []; // another's text under our key, or a browser that lets nobody read
    }
  };
  const keep = (views) => {
    try {
      localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(views)));
    } catch {
      status.textContent = data.denied;
      return;
    }
    show();
  };
  const show = () => {
    status.textContent = data.where;
    list.replaceChildren(...kept().map(([title, query]) => {
      const [row, link, remove, icon] = ["li", "a", "button", "span"].map((tag) => document.createElement(tag));
      link.textContent = title;
      link.href = `${location.pathname}?${query}`;
      icon.className = "icon";
      icon.ariaHidden = "true";
      icon.textContent = "delete";
      remove.type = "button";
      remove.ariaLabel = data.delete.replace("{name}", title);
      remove.append(icon);
      remove.onclick = () => keep(kept().filter(([other]) => other !== title));
      row.append(link, remove);
      return row;
    }));
  };

  form.onsubmit = (event) => {
    event.preventDefault();
    const title = name.value.trim();
    if (!title) return;
    keep([...kept().filter(([other]) => other !== title), [title, location.search.slice(1)]]);
    name.value = "";
  };
  show();
}
