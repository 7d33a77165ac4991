// What pages load: the way to the worker, and the verifier's page where there is one.

import { Client, Refusal } from "./page/client.js";
import { attach } from "./page/verifying.js";

const place = document.getElementById("vote-verifier");
if (place !== null) attach(place, new Client(place.dataset.worker));

export { Client, Refusal };
