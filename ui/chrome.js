// Streamlit's own menus, hints and tool tips speak English only. In a Chinese document this says them in Chinese.
//
// WORDS comes before this text: English -> Chinese, {} for whatever varies. Only whole texts and labels that stand in
// it are changed, in place: React keeps its nodes, and what it writes anew is translated anew.
(() => {
  // Streamlit's client would look for its server under the page's own address first, and log two errors
  window.__streamlit = { ...window.__streamlit, BACKEND_BASE_URL: new URL(".", document.currentScript.src).href };

  const ATTRIBUTES = ["alt", "aria-label", "title", "placeholder"];
  // where the page's own texts are, and data
  const OWN = "[data-testid=stMarkdownContainer], [data-testid=stMetric], [role=option], [role=grid], code, pre, "
    + "textarea, svg, style, script, template";
  const THEIRS = "[data-testid=stTooltipContent], [data-testid=stFileUploaderDropzone], [data-testid=stTopNav], [data-testid=stScreencastInstruction]"; // markdown too
  const CHART = "svg, [data-tag]"; // marks and chosen options are labelled with data
  const HEAD = "[class*=st-key-masthead_]"; // of a page, in its language

  const exact = new Map();
  const patterns = [];
  for (const [english, chinese] of Object.entries(WORDS)) {
    if (english.includes("{}")) {
      const parts = english.split("{}").map(part => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
      patterns.push([new RegExp(`^${parts.join("(.*)")}$`, "s"), chinese]);
    } else {
      exact.set(english, chinese);
    }
  }
  const chinese = text => {
    const bare = text.trim();
    const word = exact.get(bare);
    if (word !== undefined) return text.replace(bare, () => word);
    for (const [pattern, words] of patterns) {
      const found = pattern.exec(bare);
      if (found) {
        let place = 0;
        return words.replace(/\{\}/g, () => found[++place]);
      }
    }
    return undefined;
  };

  // what stands in the document because it was put there here: {attribute or "": [English, Chinese]}
  const said = new WeakMap();
  const say = (node, name, now, write) => {
    const mine = said.get(node)?.[name];
    const english = mine && mine[1] === now ? mine[0] : now;
    const wanted = zh ? chinese(english) : english;
    if (wanted === undefined || wanted === now) return;
    said.set(node, { ...said.get(node), [name]: [english, wanted] });
    write(wanted);
  };
  const sayText = node => {
    const parent = node.parentElement;
    if (!parent || !/[A-Za-z]/.test(node.nodeValue) && !said.has(node)) return;
    if (parent.closest(OWN) && !parent.closest(THEIRS)) return;
    if (/^[a-z]+$/.test(node.nodeValue)) return; // the name of a column; as a title such a word is the column's kind
    say(node, "", node.nodeValue, text => { node.nodeValue = text; });
  };
  const sayLabels = element => {
    for (const name of ATTRIBUTES) {
      const now = element.getAttribute(name);
      if (!now || element.closest(CHART)) continue;
      say(element, name, now, text => element.setAttribute(name, text));
    }
  };
  const LABELLED = ATTRIBUTES.map(name => `[${name}]`).join(", ");
  const sayAll = node => {
    if (node.nodeType === Node.TEXT_NODE) return sayText(node);
    if (node.nodeType !== Node.ELEMENT_NODE || node instanceof SVGElement) return;
    if (node.matches(LABELLED)) sayLabels(node);
    node.querySelectorAll(LABELLED).forEach(sayLabels);
    const texts = document.createTreeWalker(node, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, part =>
      part.nodeType === Node.TEXT_NODE ? NodeFilter.FILTER_ACCEPT
        : part instanceof SVGElement || part.matches("style, script, code") ? NodeFilter.FILTER_REJECT
          : NodeFilter.FILTER_SKIP);
    while (texts.nextNode()) sayText(texts.currentNode);
  };

  // a page opened in a new tab starts anew, so its link takes along what the reader has chosen; in the same tab Streamlit
  // follows the page and not the address
  const CHOSEN = ["lang", "report", "version", "rise", "context", "later"];
  const LINK = "[data-testid=stTopNavLink], [data-testid=stSidebarNavLink]";
  const takeAlong = event => {
    const link = event.target.closest?.(LINK);
    if (!link?.href) return;
    const here = new URLSearchParams(window.location.search);
    link.search = new URLSearchParams(CHOSEN.filter(key => here.has(key)).map(key => [key, here.get(key)]));
  };
  for (const kind of ["pointerover", "pointerdown", "focusin", "contextmenu"])
    document.addEventListener(kind, takeAlong, true);
  document.addEventListener("click", event => { // Streamlit would follow it in this tab
    if (event.target.closest?.(LINK) && (event.ctrlKey || event.metaKey || event.shiftKey)) event.stopImmediatePropagation();
  }, true);

  // a dialog that closes gives the focus back to what it was opened from; and while it is open the focus stays in it,
  // also where a download takes it away: from nowhere, Escape would not close it
  const DIALOG = "[role=dialog]";
  const NOWHERE = () => !document.activeElement || document.activeElement === document.body;
  let opener = null, openerKey = "", inside = null, wasOpen = false;
  document.addEventListener("focusin", event => {
    if (event.target.closest(DIALOG)) { inside = event.target; return; }
    if (document.querySelector(DIALOG)) return;
    opener = event.target;
    openerKey = /\bst-key-[\w-]+/.exec(opener.closest("[class*=st-key-]")?.className ?? "")?.[0] ?? "";
  }, true);
  const keepFocus = () => {
    const dialog = document.querySelector(DIALOG);
    if (NOWHERE() && (dialog || wasOpen)) {
      const back = dialog ? inside : opener;
      const place = dialog ?? (openerKey ? document.querySelector(`.${openerKey}`) : null);
      const found = back?.isConnected && !back.disabled ? back
        : dialog ?? place?.querySelector("button, canvas, [tabindex]:not([tabindex='-1'])");
      found?.focus({ preventScroll: true });
    }
    if (!dialog) inside = null;
    wasOpen = Boolean(dialog);
  };

  // of a phone's row of pages the one that is open is in sight; Streamlit marks it by its weight alone
  let inSight = "";
  const showTab = () => {
    const tabs = document.querySelector(".st-key-tabs");
    if (!tabs?.offsetWidth || inSight === location.pathname) return;
    const open = [...tabs.querySelectorAll("a")].find(link => getComputedStyle(link.querySelector("p")).fontWeight > 500);
    if (!open) return;
    inSight = location.pathname;
    const place = open.getBoundingClientRect(), row = tabs.getBoundingClientRect();
    tabs.scrollLeft += place.left + place.width / 2 - row.left - row.width / 2;
  };

  const root = document.documentElement;
  let zh = root.lang.startsWith("zh");
  // React Aria, which Streamlit is built from, has its words in many languages and asks the browser for one
  const LOCALE = Symbol.for("react-aria.i18n.locale");
  window[LOCALE] = root.lang;
  const follow = () => { // the page's head tells which language it is in; before it is there, the document does
    const head = document.querySelector(HEAD);
    if (!head) return;
    const lang = head.className.includes("st-key-masthead_en") ? "en" : "zh-CN";
    if (lang === root.lang) return;
    root.lang = window[LOCALE] = lang;
    zh = lang !== "en";
    window.dispatchEvent(new Event("languagechange"));
    sayAll(document.body);
  };
  new MutationObserver(changes => {
    follow();
    keepFocus();
    showTab();
    for (const { type, target, addedNodes } of changes) {
      if (type === "childList") addedNodes.forEach(sayAll);
      else if (type === "characterData") sayText(target);
      else if (target.isConnected) sayLabels(target);
    }
  }).observe(root, {
    subtree: true, childList: true, characterData: true, attributes: true,
    attributeFilter: [...ATTRIBUTES, "aria-checked"],
  });
})();
