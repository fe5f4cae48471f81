namespace SteppedCare;

/// <summary>A validated questionnaire, by the number that trajectories carry.</summary>
public enum InstrumentCode
{
    /// <summary>Not said; refused.</summary>
    Unspecified = 0,

    /// <summary>Patient Health Questionnaire: depression over two weeks.</summary>
    Phq9 = 1,

    /// <summary>Generalised Anxiety Disorder scale: anxiety over two weeks.</summary>
    Gad7 = 2,

    /// <summary>Work and Social Adjustment Scale: functional impairment.</summary>
    Wsas = 3,

    /// <summary>Social Phobia Inventory: social anxiety.</summary>
    Spin = 4,

    /// <summary>Obsessive-Compulsive Inventory, 42 items: distress.</summary>
    Oci = 5,

    /// <summary>Obsessive-Compulsive Inventory, revised, 18 items.</summary>
    OciR = 6,

    /// <summary>PTSD Checklist for DSM-5: post-traumatic stress over a month.</summary>
    Pcl5 = 7,

    /// <summary>Impact of Event Scale, revised: post-traumatic stress in older episodes.</summary>
    IesR = 8,

    /// <summary>Health Anxiety Inventory, the short form's 14 items; the four on awfulness are not among them.</summary>
    Hai = 9,

    /// <summary>Panic Disorder Severity Scale.</summary>
    Pdss = 10,

    /// <summary>Mobility Inventory, going alone: agoraphobia; its total is the mean of the answered items.</summary>
    MobilityInventory = 11,

    /// <summary>Body Image Questionnaire: body dysmorphia. A total alone.</summary>
    Biq = 12,

    /// <summary>Chalder Fatigue Questionnaire: chronic fatigue. Told with its scoring, Likert or bimodal.</summary>
    Cfq = 13,

    /// <summary>IBS Symptom Severity Scale: irritable bowel.</summary>
    IbsSss = 14,

    /// <summary>Patient Health Questionnaire, 15 bodily symptoms: medically unexplained symptoms.</summary>
    Phq15 = 15,
}

/// <summary>The answer to one item of a questionnaire. The default value is "not answered".</summary>
public readonly record struct ItemAnswer
{
    // 0 not answered, 1 not applicable, otherwise the value + 2.
    private readonly byte _coded;

    private ItemAnswer(byte coded) => _coded = coded;

    /// <summary>Left out by the person. Never a zero.</summary>
    public static ItemAnswer Unanswered => default;

    /// <summary>The question does not apply, as the WSAS work item to somebody who does not work.</summary>
    public static ItemAnswer NotApplicable => new(1);

    /// <summary>True when there is a value.</summary>
    public bool IsAnswered => _coded >= 2;

    /// <summary>True when the question does not apply.</summary>
    public bool IsNotApplicable => _coded == 1;

    /// <summary>The value, 0 to 200; meaningful only when answered.</summary>
    public int Value => _coded - 2;

    /// <summary>How trajectories store it: one byte.</summary>
    public byte Code => _coded;

    /// <summary>An answer of so many points, 0 to 200.</summary>
    public static ItemAnswer Of(int value) =>
        value is >= 0 and <= 200 ? new((byte)(value + 2)) : throw new ArgumentOutOfRangeException(nameof(value));

    /// <summary>Reads back <see cref="Code"/>.</summary>
    public static ItemAnswer FromCode(byte code) => new(code);
}
