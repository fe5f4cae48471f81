namespace SteppedCare;

/// <summary>A level of care. Core has the catalogue; a policy's ladder says which of them it uses and in what order.</summary>
public enum Step
{
    /// <summary>None yet.</summary>
    None = 0,

    /// <summary>Step 1: active monitoring, psychoeducation, signposting.</summary>
    Monitor = 1,

    /// <summary>Step 2, low intensity: guided self-help, supported digital programmes, psychoeducational groups.</summary>
    Low = 2,

    /// <summary>Step 3, high intensity: individual or group CBT, counselling, IPT, EMDR and their like.</summary>
    High = 3,

    /// <summary>Step 4: specialist psychological therapy, combined treatment, community mental-health team.</summary>
    Specialist = 4,
}
