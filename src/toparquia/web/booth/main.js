// What pages load: the way to the worker, and the verifier's page where there is one.

import { Client, Refusal } from "./page/client.js";
import { attach } from "./page/verifying.js";

// Started with the page, so that they are there when the connection is cut. One processor stays free.
const helpers = Math.min(4, (navigator.hardwareConcurrency ?? 2) - 1);
const place = document.getElementById("vote-verifier");
if (place !== null) attach(place, new Client(place.dataset.worker, { helpers: helpers > 1 ? helpers : 0 }));

export { Client, Refusal };
