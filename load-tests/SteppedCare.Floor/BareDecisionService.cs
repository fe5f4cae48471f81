using Grpc.Core;
using SteppedCare.V1;
using static SteppedCare.V1.DecisionService;

namespace SteppedCare.Floor;

/// <summary>Reads the request and answers with what was recorded: what gRPC, Kestrel and these messages cost before anything is decided or kept.</summary>
internal sealed class BareDecisionService(RecordedReplies replies) : DecisionServiceBase
{
    public override System.Threading.Tasks.Task<ReviewResponse> Review(ReviewRequest request, ServerCallContext context) => System.Threading.Tasks.Task.FromResult(replies.Review);

    public override System.Threading.Tasks.Task<EvaluateResponse> Evaluate(EvaluateRequest request, ServerCallContext context) =>
        System.Threading.Tasks.Task.FromResult(replies.Evaluate);
}
