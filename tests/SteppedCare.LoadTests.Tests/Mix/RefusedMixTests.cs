using SteppedCare.LoadTests.Mix;

namespace SteppedCare.LoadTests.Tests.Mix;

public sealed class RefusedMixTests
{
    [Theory]
    [InlineData("--server {file} --people 0", "--people must be a whole number from 1 to 1000000")]
    [InlineData("--server {file} --people -5", "--people must be a whole number from 1 to 1000000")]
    [InlineData("--server {file} --people 1000001", "--people must be a whole number from 1 to 1000000")]
    [InlineData("--server {file} --people many", "'--people'")]
    [InlineData("--server {file} --seed -1", "'--seed'")]
    [InlineData("--address http://127.0.0.1:5080 --services leeds", "--services must be the names of two services")]
    [InlineData("--address http://127.0.0.1:5080 --services leeds,leeds", "--services must be the names of two services")]
    [InlineData("--address http://127.0.0.1:5080 --services leeds,", "--services must be the names of two services")]
    [InlineData("--address http://127.0.0.1:5080 --services leeds,york,hull", "--services must be the names of two services")]
    [InlineData("--services leeds,york --address nowhere", "--address must be like")]
    [InlineData("--services leeds,york --address file:///etc", "--address must be like")]
    public void An_impossible_option_is_refused_by_name(string options, string refusal) => Refused(options, refusal);

    [Theory]
    [InlineData("", "Who is asked?")]
    [InlineData("--services leeds,york", "Who is asked?")]
    [InlineData("--server {file} --address http://127.0.0.1:5080", "one of them")]
    [InlineData("--server {file} --services leeds,york", "--address and --services go together")]
    [InlineData("--address http://127.0.0.1:5080", "which two services of that server?")]
    [InlineData("--server /no/such/file", "/no/such/file")]
    public void A_server_that_cannot_be_meant_is_refused(string options, string refusal) => Refused(options, refusal);

    [Theory]
    [InlineData("--server {file}")]
    [InlineData("--server {file} --people 1 --seed 0")]
    [InlineData("--address http://127.0.0.1:5080 --services leeds,york --people 1000000")]
    public void What_can_be_asked_is_not_refused(string options) => Assert.Empty(Errors(options));

    private static void Refused(string options, string refusal) => Assert.Contains(Errors(options), error => error.Contains(refusal, StringComparison.Ordinal));

    private static IEnumerable<string> Errors(string options) => MixCommand.Build(TimeProvider.System)
        .Parse(options.Replace("{file}", Repository.PathOf("README.md"), StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Errors.Select(error => error.Message);
}
