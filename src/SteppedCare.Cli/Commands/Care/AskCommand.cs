using System.CommandLine;
using Google.Protobuf.Reflection;

namespace SteppedCare.Cli;

/// <summary><c>triage</c> and <c>review</c>: the two questions, for people who try a service out or look into one person's answer.</summary>
internal static class AskCommand
{
    internal static Command Triage(Desk desk) => Create(
        desk,
        "triage",
        "Ask where care should begin. Example: stepped-care triage --service demo --episode e1 --referred 2026-02-02 --on 2026-02-09 --phq9 2,2,2,2,1,1,1,1,0 --gad7 9 --wsas 14",
        V1.DecisionCall.Triage,
        V1.TriageRequest.Descriptor,
        async (service, told, file) =>
        {
            var reply = await service.Decisions.TriageAsync(file as V1.TriageRequest ?? told!.ForTriage(), service.Usual);
            return new Answer(ExitCodes.Ok, [.. AdviceView.Of(reply.Clinician, reply.Contingency)], reply);
        });

    internal static Command Review(Desk desk) => Create(
        desk,
        "review",
        "Ask whether the present step is still right. Example: stepped-care review --service demo --episode e1 --on 2026-03-09 --phq9 2,1,2,1,1,1,1,1,0 --gad7 7",
        V1.DecisionCall.Review,
        V1.ReviewRequest.Descriptor,
        async (service, told, file) =>
        {
            var reply = await service.Decisions.ReviewAsync(file as V1.ReviewRequest ?? told!.ForReview(), service.Usual);
            return new Answer(ExitCodes.Ok, [.. AdviceView.Of(reply.Clinician, reply.Contingency)], reply);
        });

    private static Command Create(
        Desk desk, string name, string description, V1.DecisionCall call, MessageDescriptor type, Func<ServiceConnection, ToldFlags.Told?, object?, Task<Answer>> ask)
    {
        var flags = new Flags(desk);
        var told = new ToldFlags(flags);
        var file = flags.Text("--file", "The whole request as JSON in place of the other options; - for standard input.");
        var whatIf = flags.Switch("--what-if", "Only what would be advised: nothing is written.");
        var command = new Command(name, description) { file, whatIf };
        told.AddTo(command);
        command.AnswersFromService(desk, asPerson: false, async (parsed, service, cancellation) =>
        {
            if (parsed.GetValue(file) is { } path)
            {
                return await ask(service, null, await RequestFile.ReadAsync(desk, path, type, cancellation));
            }

            var given = told.Read(parsed, service, parsed.GetValue(whatIf));
            if (!parsed.GetValue(whatIf))
            {
                return await ask(service, given, null);
            }

            var reply = await service.Decisions.EvaluateAsync(given.ForEvaluation(call), service.Usual);
            return new Answer(ExitCodes.Ok, [.. AdviceView.Of(reply.Assessment)], reply);
        });
        return command;
    }
}
