"use strict";
// Turns pages by the address, filters figures, opens one, draws charts. The words are in the markup; what is put in
// here goes in as text, never as markup. Of 2020: what came to Chrome and Edge after version 80 is asked for first.
(function () {
  const root = document.documentElement;
  const json = id => JSON.parse(document.getElementById(id).textContent);
  const kept = {};
  const once = (name, make) => (name in kept ? kept[name] : (kept[name] = make()));
  const data = () => once("data", () => json("data"));
  const at = () => once("at", () => new Map(data().figures.map((one, index) => [one.id, index])));
  // The addresses are ids, for where no script runs. Here they are taken away: at each the browser would scroll to the
  // element and take the focus from what was clicked.
  const places = new Map();
  for (const element of document.querySelectorAll("[id^='/']")) {
    places.set(element.id, element);
    element.dataset.at = element.id;
    element.removeAttribute("id");
  }
  const told = lang => document.querySelector(`.told[data-lang=${lang}]`);
  const words = lang => data().languages[lang].words;
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name]);
  const colon = lang => (lang === "zh" ? "：" : ": ");
  const idle = window.requestIdleCallback ? run => requestIdleCallback(run, { timeout: 300 }) : run => setTimeout(run, 1);

  function made(tag, text, put) {
    const element = Object.assign(document.createElement(tag), put);
    if (text) element.textContent = text;
    return element;
  }

  // --- addresses: #/zh/overview, #/zh/overview/CARD, #/zh/figures?theme=…&q=…, #/zh/figure/ID ---

  const SCREENFUL = 30; // rows
  const FILTERS = ["theme", "subject", "qualifier", "year"];
  const dialog = document.querySelector("dialog");
  let shown = null; // the page in sight: lang, page, address
  let opened = false; // whether a page of this file stands before the open figure in the browser's history

  function parsed() {
    const [path, query] = location.hash.slice(1).split("?");
    const parts = path.split("/").slice(1).map(part => {
      try { return decodeURIComponent(part); } catch (broken) { return part; }
    });
    return { parts, query: new URLSearchParams(query || "") };
  }

  function route() {
    const { parts, query } = parsed();
    const [lang = root.lang === "en" ? "en" : "zh", page = "overview", ...rest] = parts;
    const vain = [];
    const known = lang === "zh" || lang === "en";
    if (!known) vain.push(lang);
    const here = known ? lang : "zh";
    if (page === "figure" && at().has(rest.join("/"))) {
      const before = shown;
      if (!shown || shown.lang !== here) show(here, "figures", new URLSearchParams(), []);
      opened = before !== null && before.lang === here;
      open(here, rest.join("/"));
      return;
    }
    const sections = places.get(`/${here}/${page}`);
    if (page === "figure" || !sections || !sections.classList.contains("page")) vain.push([page, ...rest].join("/"));
    const target = vain.length ? "overview" : page;
    const card = rest.length ? places.get(`/${here}/${target}/${rest.join("/")}`) : null;
    if (rest.length && !vain.length && !card) vain.push(rest.join("/"));
    if (dialog.open) dialog.close();
    show(here, target, query, vain);
    if (card) card.scrollIntoView();
  }

  function show(lang, page, query, vain) {
    const turned = !shown || shown.lang !== lang || shown.page !== page;
    const holder = told(lang);
    root.lang = data().languages[lang].tag;
    document.title = data().languages[lang].title;
    for (const section of holder.querySelectorAll(".page")) section.classList.toggle("shown", section.dataset.at === `/${lang}/${page}`);
    for (const link of holder.querySelectorAll("nav a")) {
      if (link.getAttribute("href") === `#/${lang}/${page}`) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    shown = { lang, page, address: location.hash.startsWith(`#/${lang}/${page}`) ? location.hash : `#/${lang}/${page}` };
    if (page === "figures") vain = vain.concat(restore(lang, query));
    const notice = holder.querySelector(".in-vain");
    notice.hidden = !vain.length;
    notice.textContent = vain.length ? `${words(lang).in_vain} ${vain.join(", ").slice(0, 200)}` : "";
    follow(lang);
    if (turned) {
      window.scrollTo(0, 0);
      window.dispatchEvent(new Event("resize")); // charts drawn before, in a window of another width
    }
    drawPage();
  }

  // the other language shows the same
  function follow(lang) {
    for (const link of told(lang).querySelectorAll(".other")) {
      const [, , ...rest] = (dialog.open ? location.hash : shown.address).split("/");
      link.setAttribute("href", `#/${lang === "zh" ? "en" : "zh"}/${rest.join("/")}`);
    }
  }

  window.addEventListener("hashchange", route);

  // --- figures ---

  const narrow = text => text.replace(/[！-～]/g, sign => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));

  // a full-width word is looked for as it is and as it would be printed
  const forms = text => text.split(/\s+/).filter(Boolean).map(word => [word.toLowerCase(), narrow(word).toLowerCase()]);

  // what a figure fails: the search, which hides it whatever the rest, or filters, a bit each
  function missed(one, asked) {
    if (!asked.forms.every(word => word.some(form => one.words.includes(form)))) return -1;
    const within = one.last !== null && one.first <= asked.year && asked.year <= one.last;
    return (asked.theme && one.theme !== asked.theme ? 1 : 0) + (asked.subject && one.subject !== asked.subject ? 2 : 0) +
      (asked.qualifier && one.qualifier !== asked.qualifier ? 4 : 0) + (asked.year && !within ? 8 : 0);
  }

  const covers = one => {
    const years = [];
    if (one.last !== null) for (let year = one.first; year <= one.last; year++) years.push(String(year));
    return years;
  };

  const rowsOf = lang => once(`rows ${lang}`, () => data().figures.map(one => places.get(`/${lang}/figure/${one.id}`)));

  function filter(lang) {
    const page = places.get(`/${lang}/figures`), form = page.querySelector("form");
    const asked = { forms: forms(form.elements.q.value) };
    for (const name of FILTERS) asked[name] = form.elements[name].value;
    asked.year = Number(asked.year);
    const key = JSON.stringify(asked);
    if (kept[`filtered ${lang}`] === key) return; // a row that is hidden for a moment loses the focus
    kept[`filtered ${lang}`] = key;
    const counts = FILTERS.map(() => new Map());
    const rows = rowsOf(lang);
    const passing = new Set();
    data().figures.forEach((one, index) => {
      const bits = missed(one, asked);
      if (bits === 0) passing.add(rows[index]);
      FILTERS.forEach((name, bit) => {
        if (bits !== 0 && bits !== 1 << bit) return;
        for (const value of name === "year" ? covers(one) : [one[name]]) {
          counts[bit].set(value, (counts[bit].get(value) || 0) + 1);
        }
      });
    });
    FILTERS.forEach((name, bit) => {
      for (const option of form.elements[name].options) {
        if (!option.value) continue;
        const count = counts[bit].get(option.value) || 0;
        const text = fill(words(lang).count, { name: option.dataset.name, count });
        if (option.textContent !== text) option.textContent = text;
        option.disabled = !count && !option.selected;
      }
    });
    const chosen = FILTERS.map(name => form.elements[name].selectedOptions[0].dataset.name);
    const named = [form.elements.q.value.trim(), ...chosen].filter(Boolean).join(" · ");
    page.querySelector(".passing").textContent =
      fill(words(lang).passing, { shown: passing.size, all: rows.length }) + (named && `${colon(lang)}${named}`);
    page.querySelector(".nothing").hidden = passing.size > 0;
    const table = page.querySelector(".figures");
    table.hidden = passing.size === 0;
    // what fits on a screen at once, the rest as soon as that is painted: most of the time goes into laying out rows
    const rest = [];
    let first = 0;
    for (const row of table.tBodies[0].rows) {
      row.hidden = !passing.has(row) || ++first > SCREENFUL;
      if (row.hidden && passing.has(row)) rest.push(row);
    }
    clearTimeout(kept.resting);
    kept.resting = setTimeout(() => { for (const row of rest) row.hidden = false; }, 60);
  }

  // Figures in order: of like units by size, dates by their end; what is not known stands last.
  function keys(lang, name) {
    const point = one => (one.value !== null ? one.value : one.lower !== null ? one.lower : one.upper);
    if (name === "figure") return one => [one.unit, point(one)];
    if (name === "period") return one => [one.end, one.start];
    return one => [one[lang][name]];
  }

  function sort(lang, by) {
    const page = places.get(`/${lang}/figures`), body = page.querySelector(".figures tbody");
    const down = by.startsWith("-"), name = by.replace("-", "");
    for (const head of page.querySelectorAll("[data-sort]")) {
      if (head.dataset.sort === name) head.setAttribute("aria-sort", down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
    if (kept[`sorted ${lang}`] === by) return;
    kept[`sorted ${lang}`] = by;
    const collator = new Intl.Collator(root.lang, { numeric: true });
    const compare = (a, b) => {
      if (a === b) return 0;
      if (a === null || b === null) return a === null ? (down ? -1 : 1) : down ? 1 : -1;
      return typeof a === "number" ? a - b : collator.compare(a, b);
    };
    const order = data().figures.map((one, index) => ({ index, key: name ? keys(lang, name)(one) : [] }));
    order.sort((a, b) => {
      for (let part = 0; part < a.key.length; part++) {
        const way = compare(a.key[part], b.key[part]);
        if (way) return down ? -way : way;
      }
      return a.index - b.index;
    });
    const rows = rowsOf(lang);
    body.append(...order.map(one => rows[one.index]));
  }

  const sorted = lang => kept[`sorted ${lang}`] || "";

  // the controls as the address has them; returns what it asks in vain
  function restore(lang, query) {
    const form = places.get(`/${lang}/figures`).querySelector("form");
    const vain = [];
    const q = query.get("q") || "";
    if (form.elements.q.value.trim() !== q) form.elements.q.value = q.slice(0, 60);
    for (const name of FILTERS) {
      const asked = query.get(name) || "", select = form.elements[name];
      const has = [...select.options].some(option => option.value === asked);
      select.value = has ? asked : "";
      if (!has) vain.push(`${name}=${asked}`);
    }
    const by = query.get("sort") || "";
    const columns = [...document.querySelectorAll("[data-sort]")].map(head => head.dataset.sort);
    const fits = !by || columns.includes(by.replace(/^-/, ""));
    if (!fits) vain.push(`sort=${by}`);
    sort(lang, fits ? by : "");
    filter(lang);
    return vain;
  }

  function address(lang, by) {
    const form = places.get(`/${lang}/figures`).querySelector("form");
    const query = new URLSearchParams();
    for (const name of ["q", ...FILTERS]) {
      const value = form.elements[name].value.trim();
      if (value) query.set(name, value);
    }
    if (by) query.set("sort", by);
    const asked = query.toString();
    return `#/${lang}/figures${asked ? `?${asked}` : ""}`;
  }

  // while one types the address goes along without a step in the history for every letter
  function along(lang) {
    shown.address = address(lang, sorted(lang));
    try { history.replaceState(null, "", shown.address); } catch (refused) { /* too many in a short time */ }
    follow(lang);
  }

  for (const page of document.querySelectorAll(".told")) {
    const lang = page.dataset.lang, form = page.querySelector("form");
    form.elements.q.addEventListener("input", () => { filter(lang); along(lang); });
    for (const name of FILTERS) {
      form.elements[name].addEventListener("change", () => { location.hash = address(lang, sorted(lang)); });
    }
    form.addEventListener("submit", event => event.preventDefault());
    form.addEventListener("reset", event => { event.preventDefault(); location.hash = `#/${lang}/figures`; });
    for (const head of page.querySelectorAll("[data-sort]")) {
      head.querySelector("button").addEventListener("click", () => {
        const name = head.dataset.sort, now = sorted(lang);
        location.hash = address(lang, now === name ? `-${name}` : now === `-${name}` ? "" : name);
      });
    }
    page.querySelector(".figures tbody").addEventListener("click", event => {
      const row = event.target.closest("tr");
      if (row && !event.target.closest("a") && !String(getSelection())) location.hash = `#${row.dataset.at}`;
    });
  }

  // --- one figure ---

  function open(lang, id) {
    const one = data().figures[at().get(id)], said = one[lang], w = words(lang);
    const close = made("button", "×", { type: "button", className: "close" });
    close.setAttribute("aria-label", w.close);
    close.addEventListener("click", () => dialog.close());
    const list = made("dl");
    const fact = (name, ...parts) => {
      const value = made("dd");
      value.append(...parts);
      list.append(made("dt", name), value);
    };
    for (const [name, value] of said.facts) fact(name, value);
    fact(w.source, said.source);
    const inputs = one.inputs.filter(input => at().has(input));
    if (inputs.length) {
      fact(w.derived_from, ...inputs.map(input => {
        const from = data().figures[at().get(input)][lang];
        const line = made("div");
        line.append(made("a", `${from.title} ${from.display}`, { href: `#/${lang}/figure/${input}` }));
        return line;
      }));
    }
    fact(w.address, made("a", `#/${lang}/figure/${id}`, { href: `#/${lang}/figure/${id}` }));
    dialog.lang = root.lang;
    dialog.textContent = "";
    dialog.append(close, made("h2", said.title, { id: "figure-title" }), made("p", said.display, { className: "printed" }),
      made("p", said.statement));
    if (said.caveat) dialog.append(made("p", `${w.caveat}${colon(lang)}${said.caveat}`, { className: "note" }));
    dialog.append(list);
    dialog.scrollTop = 0;
    if (!dialog.open) dialog.showModal();
    follow(lang);
  }

  dialog.addEventListener("click", event => { if (event.target === dialog) dialog.close(); });
  dialog.addEventListener("close", () => {
    if (!/^#\/\w+\/figure\//.test(location.hash)) return;
    if (opened) history.back();
    else location.replace(shown.address);
  });

  // --- charts ---

  const tip = document.querySelector(".tip");

  function hover(handler, event, item, value) {
    tip.hidden = value === null || value === undefined || value === "";
    if (tip.hidden) return;
    tip.textContent = "";
    for (const [name, text] of typeof value === "object" ? Object.entries(value) : [["", value]]) {
      if (text === null || text === undefined || text === "") continue;
      const line = made("div");
      if (name) line.append(made("b", name));
      line.append(String(text));
      tip.append(line);
    }
    const left = event.clientX + 14, top = event.clientY + 14;
    tip.style.left = `${Math.max(4, Math.min(left, innerWidth - tip.offsetWidth - 8))}px`;
    tip.style.top = `${top + tip.offsetHeight > innerHeight - 8 ? Math.max(4, event.clientY - tip.offsetHeight - 14) : top}px`;
  }

  // The runtime waits as text until the page is painted. Run as a script it has the hash that the policy allows.
  function runtime() {
    if (!window.vegaEmbed && !kept.tried) {
      kept.tried = true;
      if (!window.structuredClone) window.structuredClone = value => JSON.parse(JSON.stringify(value));
      if (!Object.hasOwn) Object.hasOwn = (object, name) => Object.prototype.hasOwnProperty.call(object, name);
      const script = document.createElement("script");
      script.textContent = document.getElementById("runtime").textContent;
      document.head.append(script);
    }
    return window.vegaEmbed;
  }

  async function draw(holder) {
    holder.dataset.drawn = "…";
    const lang = holder.closest(".told").dataset.lang;
    const embed = runtime();
    try {
      if (!embed) throw new Error("the browser cannot run the charts' script");
      const all = once(`charts ${lang}`, () => json(`charts-${lang}`));
      const spec = { config: all.config, ...all.charts[holder.dataset.chart], description: holder.dataset.told };
      const drawn = await embed(holder, spec, {
        mode: "vega-lite", ast: true, actions: false, renderer: "svg", defaultStyle: false, hover: false, tooltip: hover,
      });
      drawn.view.addEventListener("click", (event, item) => {
        const id = item && item.datum && item.datum.observation_id;
        if (id && at().has(id)) location.hash = `#/${lang}/figure/${id}`;
      });
      holder.dataset.drawn = "yes";
    } catch (failed) {
      holder.dataset.drawn = "no";
      holder.textContent = "";
      holder.append(made("p", words(lang).no_chart, { className: "note" }));
      const table = holder.parentElement.querySelector(".rows");
      if (table) table.open = true;
      console.warn(failed);
    }
    holder.style.minHeight = "";
  }

  let queue = [];
  let drawing = null;

  async function drawQueue() {
    while (queue.length) {
      await new Promise(idle);
      const holder = queue.shift();
      if (holder && !holder.dataset.drawn && holder.offsetParent) await draw(holder);
    }
  }

  // the charts of the page in sight, one after the other as the browser has time, those in view first
  function drawPage() {
    const section = places.get(`/${shown.lang}/${shown.page}`);
    const waiting = [...section.querySelectorAll(".chart:not([data-drawn])")];
    const inView = holder => { const box = holder.getBoundingClientRect(); return box.top < innerHeight && box.bottom > 0; };
    queue = [...waiting.filter(inView), ...waiting.filter(holder => !inView(holder))];
    if (!drawing) drawing = drawQueue().then(() => { drawing = null; root.dataset.drawn = shown.page; });
    return drawing;
  }

  for (const holder of document.querySelectorAll(".chart")) holder.style.minHeight = `${holder.dataset.height}px`;

  // --- settings and paper ---

  const schemes = [...document.querySelectorAll(".scheme")];

  function scheme(name) {
    root.dataset.scheme = name;
    for (const button of schemes) button.textContent = button.dataset[name === "dark" ? "light" : "dark"];
  }
  scheme(root.dataset.scheme);
  for (const button of schemes) {
    button.addEventListener("click", () => {
      scheme(root.dataset.scheme === "dark" ? "light" : "dark");
      try { localStorage.setItem("scheme", root.dataset.scheme); } catch (refused) { /* kept for this visit */ }
    });
  }
  for (const button of document.querySelectorAll(".print")) {
    button.addEventListener("click", async () => { await drawPage(); window.print(); });
  }
  window.addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll(".caveats")) { details.dataset.was = details.open; details.open = true; }
  });
  window.addEventListener("afterprint", () => {
    for (const details of document.querySelectorAll(".caveats")) details.open = details.dataset.was === "true";
  });

  route();
})();
