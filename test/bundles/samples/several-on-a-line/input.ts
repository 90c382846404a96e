// slice: B
import { Work } from "thunderhead"; import { x } from "./x.ts"; class A extends Work { v = x } /* é𝒳 */ class B extends Work { text = `
   kept ${"blank"}   
`; } class C extends B {}
