/** A key as an operator makes one: production takes no other. */
export const RANDOM_KEY = "iGKqClQ0MBs0DpJ4WaclEqG4HmHarnivY-HmYy9c19o";
