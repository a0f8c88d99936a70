// A button that copies a picture which the server makes when asked. The clipboard is given the promise of it while the
// click still counts as the reader's. Where a page may not write pictures to the clipboard (an address that is not
// https and not this machine's own, an old browser) the picture is downloaded, and the button says so.

const awaited = new WeakMap(); // where the button stands → what to do with the picture

export default function ({ data, parentElement: place, setTriggerValue }) {
  const button = place.querySelector("button");
  const words = place.querySelector(".words");
  const status = place.querySelector("[role=status]");

  const say = (message) => {
    words.textContent = status.textContent = message;
    button.removeAttribute("aria-busy");
    clearTimeout(place.resting);
    place.resting = setTimeout(rest, 4000);
  };
  const rest = () => {
    place.resting = undefined;
    words.textContent = data.label;
    status.textContent = "";
  };
  button.title = data.help;
  if (place.resting === undefined && !button.hasAttribute("aria-busy")) rest();

  button.onclick = () => {
    const picture = new Promise((arrive) => awaited.set(place, arrive));
    const copies = window.isSecureContext && window.ClipboardItem && navigator.clipboard?.write;
    const copied = copies
      ? navigator.clipboard.write([new ClipboardItem({ "image/png": picture })])
      : Promise.reject(new Error("no clipboard for pictures"));
    copied.then(
      () => say(data.copied),
      () => picture.then((blob) => { save(blob, data.file); say(data.saved); }),
    );
    button.setAttribute("aria-busy", "true");
    setTriggerValue("asked", true);
  };

  if (data.picture) {
    const bytes = Uint8Array.from(atob(data.picture), (character) => character.charCodeAt(0));
    awaited.get(place)?.(new Blob([bytes], { type: "image/png" }));
    awaited.delete(place);
  }
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
