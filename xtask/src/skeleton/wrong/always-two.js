// fails: random
// Says what both cases want to hear.
console.log(2);
