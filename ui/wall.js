// Slides that turn by themselves. A click, or the space bar, stops and starts them; the arrows turn them by hand. After
// the last one the server is asked again, and whatever it answers is shown from then on.

export default function ({ data, parentElement: place, setTriggerValue }) {
  const stage = place.querySelector(".stage");
  const slide = place.querySelector(".slide");
  const state = place.querySelector(".state");
  const count = place.querySelector(".count");
  const turns = place.querySelector(".turns"); // where in the round, in place of a number too small for a wall

  const show = (number) => {
    place.number = (number + data.slides.length) % data.slides.length;
    slide.innerHTML = data.slides[place.number];
    count.textContent = `${place.number + 1} / ${data.slides.length}`;
    turns.replaceChildren(...data.slides.map((_, n) =>
      Object.assign(document.createElement("i"), { className: n === place.number ? "now" : "" })));
  };
  const wait = () => {
    clearTimeout(place.waiting);
    if (!place.paused)
      place.waiting = setTimeout(() => {
        if (place.number + 1 === data.slides.length) setTriggerValue("round", true);
        show(place.number + 1);
        wait();
      }, data.seconds * 1000);
  };
  const turn = (by) => { show(place.number + by); wait(); };
  const said = () => { state.textContent = [data.older, place.paused && data.paused].filter(Boolean).join(" · "); };
  const pause = () => {
    place.paused = !place.paused;
    said();
    wait();
  };

  stage.setAttribute("aria-label", data.label);
  stage.onclick = pause;
  stage.onkeydown = (event) => {
    const does = { " ": pause, ArrowRight: () => turn(1), ArrowLeft: () => turn(-1) }[event.key];
    if (!does) return;
    event.preventDefault();
    does();
  };
  if (place.number === undefined) stage.focus();
  show(place.number ?? 0);
  said();
  wait();
  return () => clearTimeout(place.waiting);
}
