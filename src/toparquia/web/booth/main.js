// What pages load: the way to the worker, and whichever page of the booth this one is.

import { Booth } from "./page/casting.js";
import { Client, Refusal } from "./page/client.js";
import { Kiosk } from "./page/kiosk.js";
import { announce } from "./page/program.js";
import { Tracking } from "./page/tracking.js";
import { attach } from "./page/verifying.js";

const found = (id, start) => {
  const place = document.getElementById(id);
  if (place !== null) start(place);
};

// Started with the page, so that they are there when the connection is cut. One processor stays free.
const helpers = Math.min(4, (navigator.hardwareConcurrency ?? 2) - 1);
found("vote-verifier", (place) => attach(place, new Client(place.dataset.worker, { helpers: helpers > 1 ? helpers : 0 })));
found("vote-booth", (place) => (place.dataset.kiosk === "yes" ? new Kiosk(place) : new Booth(place)).start());
found("vote-tracking", (place) => new Tracking(place).start());
found("vote-program", (place) => announce(place));

export { Client, Refusal };
