// The controls of `controls.py`, each named by its kind.

import { choices } from "./choices.js";
import { control } from "./control.js";
import { fields } from "./fields.js";
import { shown } from "./shown.js";

export default control({ ...fields, ...choices, ...shown });
