// What the pages of those who hold an office load: trustees, and the authority that makes the credentials.

import { Authority } from "./page/authority.js";
import { announce } from "./page/program.js";
import { Trustee } from "./page/trustee.js";

const pages = { "vote-trustees": Trustee, "vote-credentials": Authority };
for (const [id, Page] of Object.entries(pages)) {
  const place = document.getElementById(id);
  if (place !== null) new Page(place).start();
}

const program = document.getElementById("vote-program");
if (program !== null) announce(program);
