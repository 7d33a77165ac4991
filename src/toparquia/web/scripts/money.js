// Shows back what the typed amount means before it is sent: "1.234,5" is "Bs. 1.234,50".
// The same reading as the server's `Money.parse`: groups of three or none, and the other language's
// decimal sign where it can mean nothing else.
const [group, point] = document.documentElement.lang.startsWith("en") ? [",", "."] : [".", ","];
const sign = { ",": ",", ".": "\\." };

const read = (text, digits) => {
  const decimals = digits ? `(?:${sign[point]}(\\d{1,${digits}}))?` : "()";
  const wholes = ["(\\d{1,15})", `(\\d{1,3}(?:${sign[group]}\\d{3}){1,4})`, "(\\d{1,3}(?:[ \\u00a0\\u202f]\\d{3}){1,4})"];
  const spellings = wholes.map((whole) => whole + decimals);
  if (digits) spellings.push(`(\\d{1,15})${sign[group]}(\\d{1,${Math.min(digits, 2)}})`);
  for (const spelling of spellings) {
    const found = text.trim().match(new RegExp(`^${spelling}$`));
    if (found) return [found[1].replace(/\D/g, ""), found[2] || ""];
  }
  return null;
};

const say = (input) => {
  const echo = document.getElementById(`${input.id}_echo`);
  if (!echo) return;
  const digits = Number(input.dataset.digits);
  const amount = read(input.value, digits);
  if (!amount) { echo.textContent = ""; return; }
  const whole = amount[0].replace(/^0+(?=\d)/, "").replace(/\B(?=(\d{3})+$)/g, group);
  echo.textContent = `= ${input.dataset.symbol} ${whole}${digits ? point + amount[1].padEnd(digits, "0") : ""}`;
};

document.addEventListener("input", (event) => {
  if (event.target.matches && event.target.matches("[data-money]")) say(event.target);
});
document.querySelectorAll("[data-money]").forEach(say);
