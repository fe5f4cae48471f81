namespace SteppedCare.FunctionalTests.Documents;

/// <summary>A stream through a client that is not ours, with its own notion of flow control.</summary>
[Collection(ReadmeCollection.Name)]
public sealed class StreamClientTests(ReadmeServer server)
{
    [Fact]
    public async Task The_Node_client_gives_a_stream_up_and_resumes_it()
    {
        var run = await Shell.RunAsync($"node tests/SteppedCare.FunctionalTests/Documents/review-many.js {server.Running.Grpc}");

        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Equal(
            """
            {"first":50,"inOrder":true,"count":201,"versions":[2,3],"refused":{"result":"error","code":3,"kinds":["type.googleapis.com/google.rpc.ErrorInfo","type.googleapis.com/google.rpc.BadRequest"]}}

            """.ReplaceLineEndings("\n"),
            run.Output);
    }
}
