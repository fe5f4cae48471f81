namespace SteppedCare.Server.Hosting;

/// <summary>Says in every reply that this server authenticates nobody, so that one left in the wrong place is noticed from outside.</summary>
internal sealed class DevelopmentNotice(RequestDelegate next)
{
    public const string Header = "steppedcare-development";

    public Task InvokeAsync(HttpContext context)
    {
        // On starting: the reply of a handler that threw has lost what was set before.
        context.Response.OnStarting(static state =>
        {
            ((HttpResponse)state).Headers[Header] = "true";
            return Task.CompletedTask;
        }, context.Response);
        return next(context);
    }
}
