
import { Work } from "thunderhead";                                                                      class B extends Work { text = `
   kept ${"blank"}   
`; }
export { B as __work };
// exported as __work
