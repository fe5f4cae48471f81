namespace SteppedCare;
