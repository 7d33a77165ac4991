// Tells how many characters are left, politely: only after a pause in typing.
let pause;
const tell = (area) => {
  const counter = document.getElementById(`${area.id}_count`);
  if (counter) counter.textContent = counter.dataset.left.replace("{n}", area.maxLength - area.value.length);
};
document.addEventListener("input", (event) => {
  if (!event.target.matches || !event.target.matches("textarea[maxlength]")) return;
  clearTimeout(pause);
  pause = setTimeout(() => tell(event.target), 400);
});
