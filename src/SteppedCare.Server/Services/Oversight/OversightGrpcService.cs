using Google.Protobuf;
using Grpc.Core;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Oversight;
using SteppedCare.Server.Services.Publishing;
using Wire = SteppedCare.V1;

namespace SteppedCare.Server.Services.Oversight;

/// <summary>What a service lead asks, as the contract has it. Who asks is asked before anything of the request is looked at.</summary>
[BindServiceMethod(typeof(OversightGrpcService), nameof(Bind))]
internal sealed class OversightGrpcService(IOversightDesk desk, TimeProvider clock, IHostApplicationLifetime lifetime) : Wire.OversightService.OversightServiceBase
{
    private const string Subject = "service";

    /// <summary>Called by gRPC for ASP.NET at start, without a service; it looks for a public method that takes the generated class.</summary>
    public static void Bind(ServiceBinderBase binder, Wire.OversightService.OversightServiceBase? service) =>
        Wire.OversightService.BindService(new GuardedBinder(binder), service);

    public override async Task<Wire.ListWorklistResponse> ListWorklist(Wire.ListWorklistRequest request, ServerCallContext context)
    {
        Admit(context, nameof(ListWorklist));
        return OversightReplies.Listed(request, (await desk.ListWorklistAsync(OversightReading.Read(request).OrThrow(), context.BoundedToken)).OrThrow(Subject));
    }

    public override async Task<Wire.ListDecisionsResponse> ListDecisions(Wire.ListDecisionsRequest request, ServerCallContext context)
    {
        Admit(context, nameof(ListDecisions));
        return OversightReplies.Listed(request, (await desk.ListDecisionsAsync(OversightReading.Read(request).OrThrow(), context.BoundedToken)).OrThrow(Subject));
    }

    public override async Task<Wire.GetFidelityReportResponse> GetFidelityReport(Wire.GetFidelityReportRequest request, ServerCallContext context)
    {
        Admit(context, nameof(GetFidelityReport));
        return ReportReplies.Report((await desk.GetFidelityReportAsync(ReportReading.Read(request).OrThrow(), context.BoundedToken)).OrThrow(Subject));
    }

    public override async Task<Wire.GetEquityReportResponse> GetEquityReport(Wire.GetEquityReportRequest request, ServerCallContext context)
    {
        Admit(context, nameof(GetEquityReport));
        return EquityReplies.Report((await desk.GetEquityReportAsync(ReportReading.Read(request).OrThrow(), context.BoundedToken)).OrThrow(Subject));
    }

    public override Task WatchWorklist(Wire.WatchWorklistRequest request, IServerStreamWriter<Wire.WatchWorklistResponse> responseStream, ServerCallContext context)
    {
        Admit(context, nameof(WatchWorklist));
        var query = OversightReading.Read(request).OrThrow();
        return TellAsync(enough => desk.WatchAsync(query, enough), answer => [OversightReplies.Told(query, answer, clock.GetUtcNow())], responseStream, context);
    }

    public override Task WatchDecisions(Wire.WatchDecisionsRequest request, IServerStreamWriter<Wire.WatchDecisionsResponse> responseStream, ServerCallContext context)
    {
        Admit(context, nameof(WatchDecisions));
        var query = OversightReading.Read(request).OrThrow();
        return TellAsync(enough => desk.WatchAsync(query, enough), answer => [OversightReplies.Told(query, answer)], responseStream, context);
    }

    public override Task Export(Wire.ExportRequest request, IServerStreamWriter<Wire.ExportResponse> responseStream, ServerCallContext context)
    {
        Admit(context, nameof(Export));
        var query = ExportRequests.Read(request).OrThrow();
        return TellAsync(enough => desk.ExportAsync(query, enough), answer => ExportReplies.Told(request, answer), responseStream, context);
    }

    private static void Admit(ServerCallContext context, string method) => CallerReading.Read(context, OversightRoles.Needed[method]).OrThrow(Subject);

    // It has no bound in time, so the server's end is one. A write that waits is the flow control of the connection, down to the caller; were it cut short, gRPC
    // would reset the stream, and its end would have no reason.
    private async Task TellAsync<TAnswer, TReply>(
        Func<CancellationToken, IAsyncEnumerable<Result<TAnswer>>> ask, Func<TAnswer, IEnumerable<TReply>> write, IServerStreamWriter<TReply> responseStream, ServerCallContext context)
        where TAnswer : class
        where TReply : class, IMessage
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        await foreach (var answer in ask(enough.Token).WithCancellation(enough.Token))
        {
            foreach (var reply in write(answer.OrThrow(Subject)))
            {
                await responseStream.WriteAsync(reply, context.CancellationToken);
            }
        }
    }
}
