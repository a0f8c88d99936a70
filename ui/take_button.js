// Buttons that put the card aside, and that take a picture which the server makes when asked: onto the clipboard, or as
// a file. The clipboard is given the promise of it while the click still counts as the reader's. Where a page may not
// write pictures to the clipboard (an address that is not https and not this machine's own, an old browser) the picture
// is downloaded, and the button says so.

const awaited = new WeakMap(); // where the buttons stand → what to do with the picture, once for each press

export default function ({ data, parentElement: place, setTriggerValue }) {
  const copy = place.querySelector(".copy");
  const save = place.querySelector(".save");
  const status = place.querySelector("[role=status]");
  const words = (button) => button.querySelector(".words");

  const rest = () => {
    place.resting = undefined;
    words(copy).textContent = data.copy;
    status.textContent = "";
  };
  const say = (message) => {
    words(copy).textContent = status.textContent = message;
    clearTimeout(place.resting);
    place.resting = setTimeout(rest, 4000);
  };
  const ask = (button) => {
    button.setAttribute("aria-busy", "true");
    setTriggerValue("asked", true);
    return new Promise((arrive) => awaited.set(place, [...(awaited.get(place) ?? []), arrive]));
  };

  const aside = place.querySelector(".aside");
  aside.hidden = data.aside === null || data.aside === undefined;
  aside.title = data.aside_help;
  aside.setAttribute("aria-pressed", String(Boolean(data.aside)));
  words(aside).textContent = data.aside_words;
  aside.onclick = () => setTriggerValue("turned", true);

  copy.hidden = save.hidden = !data.pictured;
  copy.title = data.copy_help;
  save.title = data.save_help;
  words(save).textContent = data.save;
  if (place.resting === undefined && !copy.hasAttribute("aria-busy")) rest();

  copy.onclick = () => {
    const picture = ask(copy);
    const copies = window.isSecureContext && window.ClipboardItem && navigator.clipboard?.write;
    const copied = copies
      ? navigator.clipboard.write([new ClipboardItem({ "image/png": picture })])
      : Promise.reject(new Error("no clipboard for pictures"));
    copied
      .then(() => say(data.copied), () => picture.then((blob) => { keep(blob, data.file); say(data.saved); }))
      .finally(() => copy.removeAttribute("aria-busy"));
  };
  save.onclick = () =>
    ask(save).then((blob) => {
      keep(blob, data.file);
      save.removeAttribute("aria-busy");
    });

  if (data.picture) {
    const bytes = Uint8Array.from(atob(data.picture), (character) => character.charCodeAt(0));
    const picture = new Blob([bytes], { type: "image/png" });
    awaited.get(place)?.forEach((arrive) => arrive(picture));
    awaited.delete(place);
  }
}

function keep(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
