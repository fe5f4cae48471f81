namespace SteppedCare;

/// <summary>What the person can use. Unknown when nobody asked; an unknown answer adjusts the format as a "no" does, and never the step.</summary>
public readonly struct AccessFacts
{
    private readonly Facts _facts;

    internal AccessFacts(Facts facts) => _facts = facts;

    /// <summary>Reads comfortably in a language the materials exist in.</summary>
    [Fact(FactNumber.ReadsComfortably, Absence.Access)]
    public Truth ReadsComfortably => _facts.Truth(FactNumber.ReadsComfortably);

    /// <summary>Has a device, data and the confidence to use them.</summary>
    [Fact(FactNumber.DigitalAccess, Absence.Access)]
    public Truth Digital => _facts.Truth(FactNumber.DigitalAccess);

    /// <summary>Has a private space to talk in.</summary>
    [Fact(FactNumber.PrivateSpace, Absence.Access)]
    public Truth PrivateSpace => _facts.Truth(FactNumber.PrivateSpace);

    /// <summary>Speaks a language the service works in.</summary>
    [Fact(FactNumber.SpeaksServiceLanguage, Absence.Access)]
    public Truth SpeaksServiceLanguage => _facts.Truth(FactNumber.SpeaksServiceLanguage);

    /// <summary>An interpreter is booked.</summary>
    [Fact(FactNumber.InterpreterBooked, Absence.Access)]
    public Truth InterpreterBooked => _facts.Truth(FactNumber.InterpreterBooked);

    /// <summary>Hearing, sight, movement, learning or neurodivergent needs ask for an adapted format.</summary>
    [Fact(FactNumber.NeedsAdaptedFormat, Absence.Access)]
    public Truth NeedsAdaptedFormat => _facts.Truth(FactNumber.NeedsAdaptedFormat);
}
