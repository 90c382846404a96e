export class Train {}
