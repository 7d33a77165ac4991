// Says when there is no signal, and when it is back.
const word = document.getElementById("no-signal");
if (word) {
  const show = () => { word.hidden = navigator.onLine; };
  window.addEventListener("online", show);
  window.addEventListener("offline", show);
  show();
}
