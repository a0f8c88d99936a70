// A text in which every number is marked: pieces are [words] or [words, state, place]. Where one is stays in view.

export default function ({ data, parentElement: place, setTriggerValue }) {
  const box = place.querySelector(".text");
  box.setAttribute("aria-label", data.label);
  const words = data.pieces.map(([text]) => text).join("");
  if (box.words !== words) {
    box.words = words;
    box.replaceChildren();
    let line = document.createElement("p");
    const put = (text, dress) => {
      text.split("\n").forEach((part, number) => {
        if (number) {
          if (line.childNodes.length) box.append(line);
          line = document.createElement("p");
        }
        if (part) line.append(dress(part));
      });
    };
    for (const [text, state, start] of data.pieces) {
      put(text, (part) => {
        if (state === undefined) return document.createTextNode(part);
        const mark = document.createElement("mark");
        mark.textContent = part;
        mark.dataset.start = start;
        return mark;
      });
    }
    box.append(line);
  }
  const states = new Map(data.pieces.filter((piece) => piece.length > 1).map(([, state, start]) => [start, state]));
  let shown;
  for (const mark of box.querySelectorAll("mark")) {
    const start = Number(mark.dataset.start);
    const now = start === data.now;
    mark.className = states.get(start) + (now ? " now" : "");
    if (now) mark.setAttribute("aria-current", "true");
    else mark.removeAttribute("aria-current");
    if (now) shown ??= mark;
  }
  if (shown && box.now !== data.now) {
    const [outer, inner] = [box.getBoundingClientRect(), shown.getBoundingClientRect()];
    if (inner.top < outer.top + 40 || inner.bottom > outer.bottom - 60) {
      box.scrollTop += inner.top - outer.top - outer.height / 3; // the page itself stays where it is
    }
  }
  box.now = data.now;
  box.onclick = (event) => {
    const mark = event.target.closest("mark");
    if (mark) setTriggerValue("picked", Number(mark.dataset.start));
  };
}
