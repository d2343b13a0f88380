"""Crawlers that gather for language models, by the name that they answer to in ``robots.txt``.

From what their operators say of them, as collected by https://github.com/ai-robots-txt/ai.robots.txt, looked through
in November 2026.  A name under ``TRAINING`` gathers for the making of models; one under ``ANSWERS`` fetches or
searches for answers that a machine writes.  Search engines that send readers to the pages are in neither.
"""

from __future__ import annotations

from typing import Final

TRAINING: Final = (
    "AI2Bot", "Ai2Bot-Dolma", "Amazonbot", "anthropic-ai", "Applebot-Extended", "Bytespider", "CCBot", "ChatGLM-Spider",
    "ClaudeBot", "cohere-ai", "cohere-training-data-crawler", "Cotoyogi", "DeepSeekBot", "Diffbot", "FacebookBot",
    "FriendlyCrawler", "Google-CloudVertexBot", "Google-Extended", "GPTBot", "ICC-Crawler", "ImagesiftBot",
    "img2dataset", "Kangaroo Bot", "laion-huggingface-processor", "LAIONDownloader", "meta-externalagent", "omgili",
    "omgilibot", "PanguBot", "SBIntuitionsBot", "TikTokSpider", "Timpibot", "VelenPublicWebCrawler", "Webzio-Extended",
)  # fmt: skip
"""Google-Extended is a word for what Google's own crawler brings home: it stops training and answers in Gemini, and
leaves search as it is; Applebot-Extended is the same of Apple's."""
ANSWERS: Final = (
    "Amzn-SearchBot", "Amzn-User", "Andibot", "AzureAI-SearchBot", "ChatGPT-User", "Claude-SearchBot", "Claude-User",
    "Claude-Web", "DuckAssistBot", "Gemini-Deep-Research", "Google-NotebookLM", "iAskBot", "kagi-fetcher", "LinkupBot",
    "Manus-User", "meta-externalfetcher", "meta-webindexer", "MistralAI-User", "OAI-SearchBot", "Perplexity-User",
    "PerplexityBot", "PhindBot", "TavilyBot", "YouBot",
)  # fmt: skip
