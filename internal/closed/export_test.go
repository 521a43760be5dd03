package closed

// Distance is for the tests of the package.
var Distance = distance
