using System.Buffers;
using System.Collections.Immutable;
using System.Text;

namespace SteppedCare;

/// <summary>
/// A questionnaire about the experience of care, as a portal told it: for audit only, like <see cref="AuditGroups"/>. In bytes: its id after its length, the
/// days since the first of January of year 1, which questionnaire, then the answer to each of its questions, all base-128; 0 where none was given.
/// </summary>
/// <param name="Id">The portal's own: what is told again under it replaces this.</param>
/// <param name="CompletedOn">When it was completed.</param>
/// <param name="Kind">Which questionnaire.</param>
/// <param name="Answers">The number of each answer, in the order of the questions; 0 where none was given.</param>
internal sealed record PatientExperience(string Id, DateOnly CompletedOn, ExperienceKind Kind, ImmutableArray<int> Answers)
{
    /// <summary>As many as the questionnaire has questions: any other number could be written, and never read again.</summary>
    internal ImmutableArray<int> Answers { get; } = Answers.Length == ExperienceScale.QuestionsOf(Kind).Length
        ? Answers
        : throw new ArgumentException("There is an answer to each question of the questionnaire, or 0.", nameof(Answers));

    /// <summary>Anything was answered: a questionnaire without takes back what was told under its id.</summary>
    internal bool IsAnswered => Given.Any();

    /// <summary>The answers that were given.</summary>
    internal IEnumerable<(ExperienceQuestion Question, int Answer)> Given => ExperienceScale.QuestionsOf(Kind).Zip(Answers).Where(each => each.Second != 0);

    /// <summary>The questionnaire given after the assessment.</summary>
    internal static PatientExperience OfAssessment(
        string id,
        DateOnly completedOn,
        ChoiceAnswer informed,
        ChoiceAnswer preferred,
        ChoiceAnswer offered,
        ChoiceAnswer employmentCovered,
        SatisfactionAnswer satisfied) =>
        new(id, completedOn, ExperienceKind.Assessment, [(int)informed, (int)preferred, (int)offered, (int)employmentCovered, (int)satisfied]);

    /// <summary>The questionnaire given after treatment.</summary>
    internal static PatientExperience OfTreatment(
        string id,
        DateOnly completedOn,
        FrequencyAnswer listened,
        FrequencyAnswer understood,
        FrequencyAnswer involved,
        FrequencyAnswer helped,
        FrequencyAnswer confident,
        FrequencyAnswer employmentHelped) =>
        new(
            id,
            completedOn,
            ExperienceKind.Treatment,
            [(int)listened, (int)understood, (int)involved, (int)helped, (int)confident, (int)employmentHelped]);

    /// <exception cref="FormatException">Nobody wrote this, or a newer release did.</exception>
    internal static PatientExperience Read(ReadOnlySpan<byte> bytes)
    {
        var id = Encoding.UTF8.GetString(FieldReader.Prefixed(ref bytes));
        var completedOn = FieldReader.Date(DateOnly.MinValue, FieldReader.Whole(Varint.Read(ref bytes)));
        var kind = FieldReader.Member<ExperienceKind>(Varint.Read(ref bytes));
        var questions = ExperienceScale.QuestionsOf(kind);
        var answers = ImmutableArray.CreateBuilder<int>(questions.Length);
        foreach (var question in questions)
        {
            var answer = FieldReader.Whole(Varint.Read(ref bytes));
            answers.Add(answer <= ExperienceScale.Of(question).Answers ? answer : throw Unknown());
        }

        return bytes.IsEmpty && questions.Length > 0 ? new(id, completedOn, kind, answers.MoveToImmutable()) : throw Unknown();
    }

    internal byte[] Write()
    {
        var bytes = new ArrayBufferWriter<byte>();
        Varint.Write(bytes, (ulong)Encoding.UTF8.GetByteCount(Id));
        Encoding.UTF8.GetBytes(Id, bytes);
        Varint.Write(bytes, (ulong)CompletedOn.DayNumber);
        Varint.Write(bytes, (ulong)Kind);
        foreach (var answer in Answers)
        {
            Varint.Write(bytes, (ulong)answer);
        }

        return bytes.WrittenSpan.ToArray();
    }

    private static FormatException Unknown() => new("A questionnaire about the experience of care is not known to this version.");
}
